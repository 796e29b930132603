package dev.baton.cli.bench;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One part of what was measured.
 *
 * @param measured its runs
 * @param cpu processor time that each process took for them
 */
record BenchPart(Measured measured, Map<String, Duration> cpu) {

  private static final double MILLIS_PER_SECOND = 1_000;

  BenchPart {
    cpu = Collections.unmodifiableMap(new LinkedHashMap<>(cpu));
  }

  /** Parts as one. */
  static BenchPart all(List<BenchPart> parts) {
    Map<String, Duration> cpu = new LinkedHashMap<>();
    parts.forEach(part -> part.cpu.forEach((name, time) -> cpu.merge(name, time, Duration::plus)));
    return new BenchPart(
        new Measured(
            parts.stream().flatMap(part -> part.measured.flights().stream()).toList(),
            parts.stream().map(part -> part.measured.took()).reduce(Duration.ZERO, Duration::plus)),
        cpu);
  }

  /** Seconds of processor time in all processes for 1000 answered runs. */
  double cpuPer1000Runs() {
    double total = cpu.values().stream().mapToDouble(BenchPart::seconds).sum();
    return total * 1_000 / Math.max(1, measured.answered());
  }

  static double seconds(Duration time) {
    return time.toMillis() / MILLIS_PER_SECOND;
  }
}
