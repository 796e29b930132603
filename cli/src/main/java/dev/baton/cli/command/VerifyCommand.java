package dev.baton.cli.command;

import dev.baton.cli.failure.CommandFailure;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * Listed so that help names it; the launcher runs it, because it builds what this class lies in.
 */
@Command(name = "verify", description = "Build everything and run every test and gate.")
final class VerifyCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    throw CommandFailure.usage("verify: not run by the launcher (expected: ./baton verify)");
  }
}
