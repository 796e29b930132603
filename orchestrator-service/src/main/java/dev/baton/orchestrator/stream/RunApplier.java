package dev.baton.orchestrator.stream;

import dev.baton.core.id.RunId;
import dev.baton.core.message.Signal;
import dev.baton.core.message.SignalKind;
import dev.baton.core.run.Applied;
import dev.baton.core.run.RunEvent;
import dev.baton.core.run.RunHeader;
import dev.baton.core.run.RunKey;
import dev.baton.core.run.RunMachine;
import dev.baton.orchestrator.codec.Codec;
import io.opentelemetry.api.trace.SpanContext;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies one event to one run: asks the machine, packs what it decided, writes the state. What
 * cannot be delivered goes back to the machine as an event of its own, which stands in the run log
 * like any other. Not thread-safe.
 */
final class RunApplier {

  private static final Logger log = LoggerFactory.getLogger(RunApplier.class);
  // Each undeliverable task may lead to the next of a wide fan-out. The tasks left over are counted
  // as lost when their timers fire.
  private static final int MAX_EVENTS = 1_024;
  private static final String SELF = "orchestrator";

  private final RunMachine machine;
  private final Outbox outbox;
  private final KeyValueStore<Bytes, byte[]> store;
  private final TimerIndex timers;
  private final RunTelemetry.Partition telemetry;

  /** Where the runs' records and timers are. */
  record State(KeyValueStore<Bytes, byte[]> store, TimerIndex timers) {}

  RunApplier(RunMachine machine, Outbox outbox, State state, RunTelemetry.Partition telemetry) {
    this.machine = machine;
    this.outbox = outbox;
    this.store = state.store();
    this.timers = state.timers();
    this.telemetry = telemetry;
  }

  /**
   * What came of an event.
   *
   * @param records to be sent
   * @param refusal why the event's own record belongs to the dead letters
   */
  record Outcome(List<Outgoing> records, Optional<Refusal> refusal) {

    Outcome {
      records = List.copyOf(records);
    }
  }

  /**
   * Why a record belongs to the dead letters.
   *
   * @param cause a stable name
   * @param message what is wrong and what was expected
   */
  record Refusal(String cause, String message) {}

  StreamsRunStore open(RunId runId) {
    return new StreamsRunStore(runId, store, timers);
  }

  Outcome apply(RunEvent first, Incoming incoming, Codec codec) {
    StreamsRunStore run = open(first.runId());
    Deque<RunEvent> events = new ArrayDeque<>(List.of(first));
    List<Outgoing> records = new ArrayList<>();
    Optional<Refusal> refusal = Optional.empty();
    for (int applied = 0; applied < MAX_EVENTS && !events.isEmpty(); applied++) {
      RunEvent event = events.remove();
      Instant begin = telemetry.now();
      Optional<Applied> decided = decide(run, event);
      if (decided.isEmpty()) {
        refusal =
            Optional.of(
                new Refusal(
                    "undecidable",
                    "event of run %s: the run machine failed; its log says how"
                        .formatted(event.runId())));
        ending(run, event).ifPresent(events::addFirst);
        continue;
      }
      Outbox.Mail mail = outbox.pack(decided.get(), codec);
      if (mail.oversize().isPresent()) {
        run.discard();
        String message = mail.oversize().get();
        refusal = Optional.of(new Refusal("too-large", message));
        cancellation(run, event, message).ifPresent(events::addFirst);
      } else {
        SpanContext trace = telemetry.tell(decided.get(), run, incoming, begin);
        run.save();
        mail.records().forEach(record -> records.add(record.in(trace)));
        events.addAll(mail.undeliverable());
        refusal =
            refusal.or(() -> mail.refused().map(message -> new Refusal("key-conflict", message)));
      }
    }
    return new Outcome(records, refusal);
  }

  /**
   * A bug that one run meets must not stop the others of its partition: the event is set aside, as
   * if it had not come.
   */
  private Optional<Applied> decide(StreamsRunStore run, RunEvent event) {
    try {
      return Optional.of(machine.apply(run, event));
    } catch (RuntimeException | StackOverflowError e) {
      run.discard();
      log.error(
          "Run machine failed at {} of run {}", event.getClass().getSimpleName(), event.runId(), e);
      return Optional.empty();
    }
  }

  /**
   * A timer does not come again, and nothing else is sure to end its run: a run that cannot decide
   * one is cancelled, where so much of it can be read.
   */
  private static Optional<RunEvent> ending(StreamsRunStore run, RunEvent event) {
    if (!(event instanceof RunEvent.TimerFired timer)) {
      return Optional.empty();
    }
    try {
      String message = "the run machine failed at its timer " + timer.timer();
      return cancellation(run, event, message);
    } catch (RuntimeException e) {
      log.error("Run {} cannot be ended either", event.runId(), e);
      return Optional.empty();
    }
  }

  /**
   * Ends a run whose next record no topic would take; nothing more can be said where that is too
   * large itself.
   */
  private static Optional<RunEvent> cancellation(
      StreamsRunStore run, RunEvent event, String message) {
    boolean cancelling =
        event instanceof RunEvent.SignalReceived signal
            && signal.signal().by().equals(Optional.of(SELF));
    Optional<RunHeader> header = cancelling ? Optional.empty() : run.get(new RunKey.Header());
    return header.map(known -> cancel(event.runId(), known.tenant(), event.at(), message));
  }

  private static RunEvent cancel(RunId runId, String tenant, Instant at, String message) {
    Signal signal =
        new Signal(
            runId,
            Optional.of(SELF + "-cannot-go-on"),
            SignalKind.CANCEL,
            Optional.empty(),
            Optional.of(SELF),
            Optional.of("the run cannot go on: " + message),
            Map.of());
    return new RunEvent.SignalReceived(runId, tenant, at, at, signal);
  }
}
