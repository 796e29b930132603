package dev.baton.core.wire;

import dev.baton.core.id.RunId;
import dev.baton.core.run.Fact;
import dev.baton.core.run.RunEvent;
import dev.baton.core.run.RunLogEntry;
import dev.baton.schemas.Result;
import dev.baton.schemas.RunLogRecord;
import dev.baton.schemas.TimerFired;
import java.util.List;

/** Run log entries to Avro and back. Stateless and thread-safe. */
public final class WireLog {
  private WireLog() {}

  /** For topic run-log, keyed by run id. */
  public static RunLogRecord toAvro(RunLogEntry entry) {
    return new RunLogRecord(
        entry.runId().toString(),
        entry.tenant(),
        entry.seq(),
        entry.at(),
        entry.machineVersion(),
        WireEvents.toAvro(entry.event()),
        WireFacts.toAvro(entry.facts()));
  }

  /**
   * An entry from topic run-log.
   *
   * @throws IllegalArgumentException if an id is malformed or the event is of no known kind
   */
  public static RunLogEntry fromAvro(RunLogRecord entry) {
    List<Fact> facts = entry.getFacts().stream().map(WireFacts::fromAvro).toList();
    return new RunLogEntry(
        RunId.parse(entry.getRunId()),
        entry.getTenant(),
        entry.getSeq(),
        entry.getAt(),
        entry.getMachineVersion(),
        event(entry),
        facts);
  }

  private static RunEvent event(RunLogRecord entry) {
    return switch (entry.getEvent()) {
      case dev.baton.schemas.RunEvent event -> WireEvents.fromAvro(event, entry.getAt());
      case Result result -> WireEvents.fromAvro(result, entry.getAt());
      case TimerFired fired ->
          WireEvents.fromAvro(RunId.parse(entry.getRunId()), fired, entry.getAt());
      default ->
          throw new IllegalArgumentException(
              "event: "
                  + entry.getEvent().getClass().getSimpleName()
                  + " (expected: RunEvent, Result or TimerFired)");
    };
  }
}
