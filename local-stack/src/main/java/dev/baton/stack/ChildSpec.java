package dev.baton.stack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What to run as a child process.
 *
 * @param name what messages call it
 * @param jvmOptions options of the child's JVM: heap, collector, logging
 * @param program class path and main class, or the jar
 * @param logFile the rotated log that the program itself writes, relative to the state folder
 */
record ChildSpec(String name, List<String> jvmOptions, List<String> program, String logFile) {
  /** Small and quick to start; the stack serves one machine's load. */
  private static final List<String> LEAN_JVM =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:-UsePerfData",
          "-XX:+ExitOnOutOfMemoryError",
          "-Xlog:disable",
          "-Xlog:all=error:stderr",
          // Not --enable-native-access: the JVM's own class archive is of less use with it.
          "--illegal-native-access=allow",
          "--sun-misc-unsafe-memory-access=allow");

  /** Keeps a terminal's Ctrl-C from reaching the child before its parent has wound up. */
  private static final Path NEW_SESSION = Path.of("/usr/bin/setsid");

  ChildSpec {
    jvmOptions = List.copyOf(jvmOptions);
    program = List.copyOf(program);
  }

  /** All JVM options but those of one start. */
  List<String> fixedOptions() {
    return Stream.of(LEAN_JVM, jvmOptions).flatMap(List::stream).toList();
  }

  /** The whole command line of the service's process. */
  List<String> command(List<String> options) {
    List<String> command = new ArrayList<>();
    if (NEW_SESSION.toFile().canExecute()) {
      command.add(NEW_SESSION.toString());
    }
    command.addAll(javaCommand(options, program));
    return command;
  }

  /** The command line of a helper: the same JVM, another main program. */
  List<String> javaCommand(List<String> options, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(fixedOptions());
    command.addAll(arguments);
    return command;
  }
}
