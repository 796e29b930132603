package dev.baton.sandbox;

import java.util.concurrent.Semaphore;

/**
 * Runs programs that nobody has read. Each run has its own processes, network, users, disk and host
 * name; it sees programs and libraries of the system read-only and nothing else of the host, and is
 * gone when it ends. Thread-safe.
 *
 * <p>What it needs is tried when it is opened. Where something is missing it says what, and refuses
 * every run: nothing is ever run outside.
 */
public final class Sandbox {

  private final SandboxSettings settings;
  private final Semaphore permits;
  private final State state;

  /** Whether programs can be run. */
  public sealed interface State {
    /**
     * They can.
     *
     * @param userNamespacesDisabled whether the kernel itself refuses user namespaces inside; the
     *     filter of system calls refuses them in any case
     */
    record Ready(boolean userNamespacesDisabled) implements State {}

    /**
     * They cannot.
     *
     * @param reason what is missing
     */
    record Unavailable(String reason) implements State {}
  }

  private Sandbox(SandboxSettings settings, State state) {
    this.settings = settings;
    this.permits = new Semaphore(settings.maxConcurrent());
    this.state = state;
  }

  /**
   * Tries out whether there can be a sandbox, which takes about a tenth of a second.
   *
   * @throws InterruptedException if the caller was interrupted
   */
  public static Sandbox open(SandboxSettings settings) throws InterruptedException {
    return new Sandbox(settings, new SandboxProbe(settings).state());
  }

  /** Whether programs can be run, and why not. */
  public State state() {
    return state;
  }

  /** Whether there is a compiler for Java. */
  public boolean hasJava() {
    return java.nio.file.Files.isExecutable(settings.jdk().resolve("bin/javac"));
  }

  /** Whether there is Python 3. */
  public boolean hasPython() {
    return java.nio.file.Files.isExecutable(java.nio.file.Path.of("/usr/bin/python3"));
  }

  /**
   * Runs a program to its end or to a limit. Waits while as many run as may at one time.
   *
   * @param job the program
   * @return what came of it, at most 2 s after its wall time
   * @throws InterruptedException if the caller was interrupted; nothing runs on
   * @throws SandboxUnavailableException if there is no sandbox; nothing was run
   */
  public SandboxResult run(SandboxJob job) throws InterruptedException {
    SandboxCommand command =
        switch (state) {
          case State.Unavailable(String reason) -> throw new SandboxUnavailableException(reason);
          case State.Ready(boolean disabled) -> new SandboxCommand(settings, disabled);
        };
    permits.acquire();
    try {
      return new SandboxRun(command, job, SandboxProbe.filter()).toEnd();
    } finally {
      permits.release();
    }
  }
}
