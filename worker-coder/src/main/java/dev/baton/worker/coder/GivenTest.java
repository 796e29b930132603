package dev.baton.worker.coder;

import dev.baton.agent.failure.TaskFailureException;
import dev.baton.sandbox.code.Language;
import dev.baton.schemas.FailureClass;
import dev.baton.schemas.Task;
import java.util.Optional;

/**
 * A test that came with the request: inputs {@code tests} and {@code language}. What the model
 * writes must pass it, and cannot change it.
 *
 * @param language what it is written in
 * @param source a script, or a class {@code Tests} with a main method; fails by its exit code
 */
record GivenTest(Language language, String source) {

  private static final int MAX_CHARS = 16_000;

  /** The test of a task, where it has one. */
  static Optional<GivenTest> of(Task task) {
    String source = task.getInputs().getOrDefault("tests", "");
    if (source.isBlank()) {
      return Optional.empty();
    }
    if (source.length() > MAX_CHARS) {
      throw new TaskFailureException(
          FailureClass.PERMANENT,
          "input tests: %d characters (expected: at most %d)"
              .formatted(source.length(), MAX_CHARS));
    }
    String name = task.getInputs().getOrDefault("language", "");
    Language language =
        Language.of(name)
            .orElseThrow(() ->
                new TaskFailureException(
                    FailureClass.PERMANENT,
                    "input language: '%s' (expected: java or python, with the input tests)"
                        .formatted(name)));
    return Optional.of(new GivenTest(language, source));
  }

  String path() {
    return switch (language) {
      case JAVA -> "Tests.java";
      case PYTHON -> "tests.py";
    };
  }

  void refuse(Language other) {
    if (other != language) {
      throw new IllegalArgumentException(
          "language: %s (expected: %s, as the given test)"
              .formatted(other.text(), language.text()));
    }
  }
}
