package dev.baton.orchestrator.stream;

import dev.baton.core.run.Applied;
import dev.baton.telemetry.Telemetry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.opentelemetry.api.trace.SpanContext;
import java.time.Instant;

/**
 * What the orchestrator tells of runs. Thread-safe.
 *
 * @param tracing where spans go
 * @param meters counts
 */
public record RunTelemetry(Telemetry tracing, RunMeters meters) {

  /** Tells nobody; the trace contexts of others are handed on. */
  public static final RunTelemetry NONE =
      new RunTelemetry(Telemetry.OFF, new RunMeters(new CompositeMeterRegistry()));

  Partition of(TracePins pins) {
    return new Partition(meters, new RunTraces(tracing, pins));
  }

  /** The runs of one partition. Not thread-safe. */
  record Partition(RunMeters meters, RunTraces traces) {

    /** When an event begins to be applied; any time where nobody hears of it. */
    Instant now() {
      return traces.now();
    }

    /**
     * Tells of an event that was applied and is about to be saved.
     *
     * @return the trace context in which what comes of it is sent
     */
    SpanContext tell(Applied applied, StreamsRunStore run, Incoming incoming, Instant begin) {
      meters.count(applied);
      return traces.tell(applied, run, incoming, begin);
    }
  }
}
