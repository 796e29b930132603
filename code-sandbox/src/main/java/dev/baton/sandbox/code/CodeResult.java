package dev.baton.sandbox.code;

import dev.baton.sandbox.SandboxResult;

/** What came of a program in source code. */
public sealed interface CodeResult {

  /**
   * It did not compile, so it was not run.
   *
   * @param compilation what the compiler said
   */
  record NotCompiled(SandboxResult compilation) implements CodeResult {}

  /**
   * It was run.
   *
   * @param run what came of it
   */
  record Ran(SandboxResult run) implements CodeResult {}
}
