package dev.baton.router.kafka;

import dev.baton.core.id.RunId;
import dev.baton.router.decision.RequestLimits;
import dev.baton.schemas.RunEvent;
import dev.baton.schemas.Signal;
import dev.baton.schemas.SignalKind;
import io.opentelemetry.api.trace.SpanContext;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Re-keys signals to the run that they are meant for. */
public final class InboundSignals {

  private final RunEvents runs;
  private final InstantSource clock;
  private final int maxRecordBytes;

  /**
   * Forwards signals.
   *
   * @param maxRecordBytes longest record that is taken
   */
  public InboundSignals(RunEvents runs, InstantSource clock, int maxRecordBytes) {
    this.runs = runs;
    this.clock = clock;
    this.maxRecordBytes = maxRecordBytes;
  }

  /** What makes a signal unusable. */
  Optional<Fault> faultOf(Signal signal, int recordBytes) {
    if (recordBytes > maxRecordBytes) {
      return Optional.of(
          new Fault(
              DeadLetters.TOO_LARGE,
              "signal: %d bytes (expected: at most %d)".formatted(recordBytes, maxRecordBytes)));
    }
    if (signal.getKind() == SignalKind.UNKNOWN) {
      return invalid("kind: UNKNOWN (expected: CANCEL, PAUSE, RESUME, APPROVE, DENY or INPUT)");
    }
    Optional<Fault> tooLong =
        tooLong("by", signal.getBy())
            .or(() -> tooLong("step", signal.getStep()))
            .or(() -> tooLong("signalId", signal.getSignalId()));
    if (tooLong.isPresent()) {
      return tooLong;
    }
    try {
      RunId id = RunId.parse(signal.getRunId());
      return id.toString().equals(signal.getRunId().toLowerCase(Locale.ROOT))
          ? Optional.empty()
          : invalid(
              "runId: '%s' (expected: a UUID in its canonical form)".formatted(signal.getRunId()));
    } catch (IllegalArgumentException e) {
      return invalid(String.valueOf(e.getMessage()));
    }
  }

  CompletableFuture<?> forward(Signal signal, Origin origin, SpanContext trace) {
    String runId = RunId.parse(signal.getRunId()).toString();
    // A signal without an id gets that of its place, so that sending it twice is the same signal.
    String signalId =
        signal.getSignalId() == null ? origin.uniqueId().toString() : signal.getSignalId();
    RunEvent event =
        RunEvent.newBuilder()
            .setRunId(runId)
            .setTenant(origin.tenant())
            .setAt(clock.instant())
            .setBody(Signal.newBuilder(signal).setRunId(runId).setSignalId(signalId).build())
            .build();
    return runs.send(runId, runs.encode(event), trace);
  }

  /** They end up in the run's state, which must stay small. */
  private static Optional<Fault> tooLong(String name, @Nullable String value) {
    return value == null || value.length() <= RequestLimits.MAX_ID_CHARS
        ? Optional.empty()
        : invalid(
            "%s: %d characters (expected: at most %d)"
                .formatted(name, value.length(), RequestLimits.MAX_ID_CHARS));
  }

  private static Optional<Fault> invalid(String message) {
    return Optional.of(new Fault(DeadLetters.INVALID, message));
  }

  /** Why a signal goes to the dead letters. */
  record Fault(String cause, String message) {}
}
