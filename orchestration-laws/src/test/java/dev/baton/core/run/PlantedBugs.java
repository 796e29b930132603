package dev.baton.core.run;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/**
 * A harness that never fails proves nothing: each of the machines of its tests breaks a law, and
 * the laws must notice within {@value #SEEDS} seeds. At which seed each was found stands in {@code
 * target/planted-bugs.txt} afterwards.
 */
abstract class PlantedBugs {
  private static final long SEEDS = 10_000;
  private static final Map<String, Long> FOUND = new ConcurrentSkipListMap<>();

  private String bug = "";

  @BeforeEach
  void namesTheBug(TestInfo test) {
    bug = test.getTestMethod().map(Method::getName).orElse("");
  }

  @AfterAll
  static void reportsTheSeeds() throws IOException {
    Files.write(
        Path.of("target", "planted-bugs.txt"),
        FOUND.entrySet().stream().map(bug -> bug.getKey() + ": seed " + bug.getValue()).toList());
  }

  Optional<String> foundWith(Simulation.Flaw flaw) {
    return find(seed -> RunLawsTests.violation(seed, flaw));
  }

  Optional<String> found(Guards guards) {
    return find(seed -> RunLawsTests.violation(seed, guards));
  }

  /** What the laws say at the first seed that shows the bug. */
  Optional<String> find(LongFunction<Optional<String>> violation) {
    Optional<Seeds.Found<String>> found = Seeds.first(SEEDS, violation);
    found.ifPresent(first -> FOUND.put(bug, first.seed()));
    return found.map(Seeds.Found::what);
  }
}
