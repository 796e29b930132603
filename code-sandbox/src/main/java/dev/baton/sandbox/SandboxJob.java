package dev.baton.sandbox;

import java.util.List;

/**
 * A program to run.
 *
 * @param command the program and its arguments, as the sandbox sees them: system programs under
 *     {@code /usr/bin}, a JDK under {@code /jdk}
 * @param files what lies in its working folder when it starts
 * @param stdin its standard input
 * @param limits its bounds
 */
public record SandboxJob(
    List<String> command, List<SandboxFile> files, String stdin, SandboxLimits limits) {

  /** Copies the lists and checks that there is a program and that no two files share a path. */
  public SandboxJob {
    command = List.copyOf(command);
    files = List.copyOf(files);
    if (command.isEmpty()) {
      throw new IllegalArgumentException("command: empty (expected: a program)");
    }
    long paths = files.stream().map(SandboxFile::path).distinct().count();
    if (paths < files.size()) {
      throw new IllegalArgumentException("files: two share a path (expected: each path once)");
    }
  }
}
