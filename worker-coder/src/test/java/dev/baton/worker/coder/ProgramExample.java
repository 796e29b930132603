package dev.baton.worker.coder;

import dev.baton.agent.json.Json;
import dev.baton.sandbox.code.Language;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A small programming task with a test, a wrong solution and a right one.
 *
 * @param name of the file that is asked for, without its ending
 * @param language of the test and of both solutions
 */
record ProgramExample(String name, Language language) {

  private static final Path FOLDER = Path.of("src/test/resources/programs");

  static List<ProgramExample> all() {
    try (Stream<Path> folders = Files.list(FOLDER)) {
      return folders
          .sorted()
          .map(folder ->
              new ProgramExample(
                  folder.getFileName().toString(),
                  Files.exists(folder.resolve("tests.py")) ? Language.PYTHON : Language.JAVA))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Those in Python and one in Java, whose programs take the start of two virtual machines. */
  static List<ProgramExample> some() {
    return all().stream()
        .filter(one -> one.language == Language.PYTHON || one.name.equals("Leap"))
        .toList();
  }

  static ProgramExample of(String name) {
    return all().stream().filter(one -> one.name.equals(name)).findFirst().orElseThrow();
  }

  String objective() {
    return read("objective.txt");
  }

  String tests() {
    return read((language == Language.JAVA ? "Tests" : "tests") + language.ending());
  }

  /** What the log says of the wrong solution, and nothing else does. */
  String failure() {
    return read("failure.txt").strip();
  }

  /** What a model replies that gives the solution of that name. */
  String reply(String solution) {
    return reply(name + language.ending(), read(solution + language.ending()));
  }

  /** What a model replies that gives one file and leaves the test to the request. */
  String reply(String path, String source) {
    var reply =
        Json.object()
            .put("language", language.text())
            .put("summary", "What it does.")
            .put("test", language == Language.JAVA ? "Tests.java" : "tests.py");
    reply.putArray("files").addObject().put("path", path).put("content", source);
    return Json.canonical(reply);
  }

  private String read(String file) {
    try {
      return Files.readString(FOLDER.resolve(name).resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
