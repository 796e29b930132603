package dev.baton.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A program that tries to get out or to take more than it may.
 *
 * @param name of its file
 * @param source Python; its first lines say how it must end and how long it may run
 */
record EscapeProgram(String name, String source) {

  private static final Path FOLDER = Path.of("src/test/resources/escapes");

  static List<EscapeProgram> all() {
    String preamble = read(FOLDER.resolve("preamble.txt"));
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".py"))
          .sorted()
          .map(file ->
              new EscapeProgram(
                  file.getFileName().toString().replace(".py", ""), preamble + read(file)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How it may end. */
  List<Ending> endings() {
    return Arrays.stream(header("ends").split(" \\| ", -1)).map(EscapeProgram::ending).toList();
  }

  SandboxLimits limits() {
    String wall = header("wall");
    return wall.isEmpty()
        ? Sandboxes.LIMITS
        : Sandboxes.LIMITS.withWallTime(Duration.ofSeconds(Integer.parseInt(wall)));
  }

  private String header(String key) {
    Matcher line = Pattern.compile("(?m)^# " + key + ": (.*)$").matcher(source);
    return line.find() ? line.group(1) : "";
  }

  private static Ending ending(String text) {
    String[] words = text.split(" ", -1);
    return switch (words[0]) {
      case "EXITED" -> new Ending.Exited(Integer.parseInt(words[1]));
      case "SIGNALLED" -> new Ending.Signalled(Integer.parseInt(words[1]));
      default -> new Ending.Stopped(Limit.valueOf(words[0]));
    };
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
