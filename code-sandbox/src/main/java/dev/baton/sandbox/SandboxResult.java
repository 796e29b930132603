package dev.baton.sandbox;

import java.time.Duration;
import java.util.List;

/**
 * What came of a program. Everything but {@code elapsed} is the program's own word: data.
 *
 * @param ending how it ended
 * @param stdout its standard output
 * @param stderr its standard error
 * @param files files that it made or changed, by path
 * @param leftOut what did not come out and why, for example symbolic links; at most 20 lines
 * @param elapsed from its start until everything was collected
 */
public record SandboxResult(
    Ending ending,
    CapturedText stdout,
    CapturedText stderr,
    List<SandboxFile> files,
    List<String> leftOut,
    Duration elapsed) {

  /** Copies the lists. */
  public SandboxResult {
    files = List.copyOf(files);
    leftOut = List.copyOf(leftOut);
  }
}
