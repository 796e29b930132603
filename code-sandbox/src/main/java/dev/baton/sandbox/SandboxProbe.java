package dev.baton.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Finds out whether there can be a sandbox, by making one. */
final class SandboxProbe {

  private static final SandboxLimits LIMITS =
      SandboxLimits.DEFAULT.withWallTime(Duration.ofSeconds(10));

  /** Says what it sees; what it must not see makes it fail. */
  private static final SandboxJob JOB =
      new SandboxJob(
          List.of(
              "/bin/sh",
              "-c",
              "[ ! -e /etc/passwd ] && [ ! -e /proc/1 ] && ! (: >/usr/x) 2>/dev/null && cat in >out"),
          List.of(SandboxFile.of("in", "in and out")),
          "",
          LIMITS);

  private final SandboxSettings settings;

  SandboxProbe(SandboxSettings settings) {
    this.settings = settings;
  }

  /** The filter of system calls for this processor. */
  static byte[] filter() {
    return SystemCalls.here()
        .map(SystemCallFilter::of)
        .orElseThrow(() ->
            new SandboxUnavailableException(
                "no filter of system calls for processor %s (expected: amd64 or aarch64)"
                    .formatted(System.getProperty("os.arch"))));
  }

  Sandbox.State state() throws InterruptedException {
    Optional<String> fault = fault(true);
    if (fault.isEmpty()) {
      return new Sandbox.State.Ready(true);
    }
    // In many containers the kernel's switch cannot be written; the filter does the same.
    return fault(false).isEmpty()
        ? new Sandbox.State.Ready(false)
        : new Sandbox.State.Unavailable(fault.get());
  }

  private Optional<String> fault(boolean disableUserNamespaces) throws InterruptedException {
    SandboxCommand command = new SandboxCommand(settings, disableUserNamespaces);
    try {
      SandboxResult result = new SandboxRun(command, JOB, filter()).toEnd();
      boolean held =
          result.ending().isSuccess()
              && result.files().equals(List.of(SandboxFile.of("out", "in and out")));
      return held
          ? Optional.empty()
          : Optional.of(
              "the trial run: %s, %s"
                  .formatted(result.ending().text(), result.stderr().text().strip()));
    } catch (SandboxUnavailableException e) {
      return Optional.of(String.valueOf(e.getMessage()).replaceFirst("^no sandbox: ", ""));
    }
  }
}
