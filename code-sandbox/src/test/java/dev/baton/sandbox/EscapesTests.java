package dev.baton.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs that try to get out, all at once; each says itself what it managed to do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EscapesTests {

  private static final Duration BEYOND_ITS_LIMIT = Duration.ofSeconds(2);
  private static final int AT_ONCE = 6;

  /** Does nothing, among the others. */
  private static final List<String> SLEEPER =
      List.of("/usr/bin/python3", "-IBc", "import time; time.sleep(60)");

  private static final SandboxLimits SHORT = Sandboxes.LIMITS.withWallTime(Duration.ofMillis(300));
  private static final int PROGRAMS_PER_SLEEPER = 4;

  private final Map<String, SandboxResult> results = new LinkedHashMap<>();

  /** How long after its limit each sleeper ended, in order. */
  private final List<Duration> sleptOver = new ArrayList<>();

  /** What a busy machine takes at most to end what needs no effort to end. */
  private Duration delay = Duration.ZERO;

  private Outside outside;

  static List<EscapeProgram> programs() {
    return EscapeProgram.all();
  }

  @BeforeAll
  void letThemTry(@TempDir Path folder) throws Exception {
    Sandbox sandbox = Sandboxes.open(AT_ONCE);
    outside = new Outside(folder, SandboxSettings.DEFAULT.uid());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Map<String, Future<SandboxResult>> running = new LinkedHashMap<>();
      List<Future<SandboxResult>> sleepers = new ArrayList<>();
      for (EscapeProgram program : programs()) {
        SandboxJob job = job(program);
        running.put(program.name(), threads.submit(() -> sandbox.run(job)));
        if (running.size() % PROGRAMS_PER_SLEEPER == 0) {
          SandboxJob sleeper = new SandboxJob(SLEEPER, List.of(), "", SHORT);
          sleepers.add(threads.submit(() -> sandbox.run(sleeper)));
        }
      }
      for (Map.Entry<String, Future<SandboxResult>> one : running.entrySet()) {
        results.put(one.getKey(), one.getValue().get());
      }
      for (Future<SandboxResult> sleeper : sleepers) {
        sleptOver.add(sleeper.get().elapsed().minus(SHORT.wallTime()));
      }
      Collections.sort(sleptOver);
      delay = sleptOver.getLast();
    }
  }

  @AfterAll
  void tidyUp() {
    if (outside != null) {
      outside.close();
    }
  }

  @ParameterizedTest
  @MethodSource("programs")
  void endsAProgramWithinItsLimitsAndKeepsItInside(EscapeProgram program) {
    SandboxResult result = Objects.requireNonNull(results.get(program.name()));

    assertThat(result.stdout().text() + result.stderr().text())
        .as("%s", result)
        .doesNotContain("ESCAPED", "SyntaxError", "NameError", "TypeError", Outside.SECRET);
    assertThat(program.endings()).as("%s", result).contains(result.ending());
    assertThat(result.elapsed())
        .as("beside sleepers that ended %s after their limit", delay)
        .isLessThan(program.limits().wallTime().plus(BEYOND_ITS_LIMIT).plus(delay));
    assertThat(result.stdout().text().length()).isLessThanOrEqualTo(program.limits().outputBytes());
    assertThat(result.files())
        .allSatisfy(file -> assertThat(file.text()).doesNotContain(Outside.SECRET, "escaped"));
  }

  /** No machine is busy all the time: what is late with all of them is the sandbox. */
  @Test
  void endsWhatNeedsNoEffortAtItsLimit() {
    assertThat(sleptOver).hasSizeGreaterThan(10);
    assertThat(sleptOver.getFirst()).isBetween(Duration.ZERO, BEYOND_ITS_LIMIT);
  }

  @Test
  void changesNothingOutside() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() -> assertThat(outside.changes()).isEmpty());
  }

  @Test
  void triesEnough() {
    assertThat(programs()).hasSizeGreaterThan(50);
  }

  private SandboxJob job(EscapeProgram program) throws java.io.IOException {
    List<String> command = new ArrayList<>(List.of("/usr/bin/python3", "-IBc", program.source()));
    command.addAll(outside.arguments());
    return new SandboxJob(command, List.of(), "", program.limits());
  }
}
