package dev.baton.orchestrator.stream;

import dev.baton.core.run.RoleGuard;
import dev.baton.core.run.RunEvent;
import dev.baton.core.run.RunKey;
import dev.baton.core.run.RunRecord.TimerRecord;
import dev.baton.orchestrator.codec.Codec;
import dev.baton.orchestrator.stream.RunApplier.Outcome;
import dev.baton.orchestrator.stream.RunApplier.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs of one partition: events in, state and outgoing records in the same transaction. Records
 * and timers take the same way, so both stand in the run log. Used by one stream thread at a time.
 */
final class PartitionRuns {

  private static final Logger log = LoggerFactory.getLogger(PartitionRuns.class);
  private static final byte[] NO_KEY = {};

  private final RunTopology.Parts parts;
  private final ProcessorContext<byte[], Outgoing> context;
  private final TimerAlarm alarm;
  private final TimerIndex timers;
  private final RunApplier applier;
  private final TenantLimits limits;

  PartitionRuns(RunTopology.Parts parts, ProcessorContext<byte[], Outgoing> context) {
    this.parts = parts;
    this.context = context;
    KeyValueStore<Bytes, byte[]> store = context.getStateStore(StoreLayout.STORE);
    this.alarm =
        new TimerAlarm(context, parts.engine().bounds().tick(), parts.pacer(), this::fireTimers);
    this.timers = new TimerIndex(store, alarm::setNoLaterThan);
    this.limits =
        new TenantLimits(
            parts.engine().names().tenantBudgets(),
            context.getStateStore(StoreLayout.TENANT_BUDGETS));
    this.applier =
        new RunApplier(
            parts.engine().machine(),
            parts.outbox(),
            new RunApplier.State(store, timers),
            parts.engine().telemetry().of(new TracePins(store)));
  }

  void accept(Record<byte[], byte[]> input) {
    Arrival arrival = Arrival.of(input, context, parts.pacer().get().now());
    parts.engine().codecs().use(codec -> handle(arrival, codec));
    parts.pacer().get().worked(context);
  }

  private void handle(Arrival arrival, Codec codec) {
    switch (parts.reader().read(arrival, codec)) {
      case Input.Poison(Refusal refusal) -> bury(arrival, refusal, codec);
      case Input.Event(RunEvent event, Optional<Refusal> refusal) -> {
        Optional<Refusal> objection = objection(arrival, event);
        if (objection.isPresent()) {
          bury(arrival, objection.get(), codec);
          return;
        }
        Outcome outcome =
            applier.apply(
                bounded(event, codec), new Incoming(arrival.topic(), arrival.trace()), codec);
        outcome.records().forEach(this::forward);
        refusal.or(outcome::refusal).ifPresent(why -> bury(arrival, why, codec));
      }
    }
  }

  /** A child run spends what its parent has set aside for it. */
  private RunEvent bounded(RunEvent event, Codec codec) {
    return event instanceof RunEvent.Routed routed && routed.parent().isEmpty()
        ? limits.leased(routed.tenant(), codec).<RunEvent>map(routed::leasing).orElse(routed)
        : event;
  }

  private Optional<Refusal> objection(Arrival arrival, RunEvent event) {
    if (!(event instanceof RunEvent.ResultReceived received)) {
      return Optional.empty();
    }
    String role = parts.engine().names().roleOfResults(arrival.topic());
    return RoleGuard.objection(applier.open(event.runId()), received.result(), role)
        .map(message -> new Refusal("invalid", message));
  }

  private void bury(Arrival arrival, Refusal refusal, Codec codec) {
    parts.engine().telemetry().meters().buried(refusal.cause());
    String topic = parts.engine().names().deadLetters();
    byte[] value =
        codec.encode(topic, parts.deadLetters().of(arrival, refusal.cause(), refusal.message()));
    byte[] key = arrival.key();
    forward(
        new Outgoing(topic, key == null ? NO_KEY : key, value, arrival.at().toEpochMilli())
            .in(arrival.trace()));
  }

  private void forward(Outgoing outgoing) {
    context.forward(outgoing.toRecord());
  }

  /** Sets the alarm for what is in the store already. */
  void wakeForTimers() {
    timers.next().ifPresent(alarm::setNoLaterThan);
  }

  /** Its partition goes to another thread or instance. */
  void close() {
    alarm.cancel();
  }

  private void fireTimers() {
    Instant now = parts.pacer().get().now();
    List<TimerIndex.Entry> due = timers.due(now, parts.engine().bounds().timersPerTick());
    if (!due.isEmpty()) {
      parts.engine().codecs().use(codec -> due.forEach(timer -> fire(timer, now, codec)));
      parts.pacer().get().worked(context);
    }
    wakeForTimers();
  }

  private void fire(TimerIndex.Entry timer, Instant now, Codec codec) {
    if (!isSet(timer)) {
      return; // Another timer of this look cleared it.
    }
    Outcome outcome =
        applier.apply(
            new RunEvent.TimerFired(timer.runId(), timer.name(), timer.due(), now),
            Incoming.NONE,
            codec);
    outcome.records().forEach(this::forward);
    outcome
        .refusal()
        .ifPresent(refusal ->
            log.error("Timer {} of run {}: {}", timer.name(), timer.runId(), refusal.message()));
    if (isSet(timer)) {
      timers.remove(
          timer); // The machine has nothing to do at this time: it must not ring for ever.
    }
  }

  private boolean isSet(TimerIndex.Entry timer) {
    return applier
        .open(timer.runId())
        .get(new RunKey.Timer(timer.name()))
        .map(TimerRecord::due)
        .filter(timer.due()::equals)
        .isPresent();
  }
}
