package dev.baton.orchestrator.stream;

import dev.baton.core.ledger.Account;
import dev.baton.core.ledger.LedgerDecision;
import dev.baton.core.ledger.LedgerEvent;
import dev.baton.core.ledger.LedgerMachine;
import dev.baton.core.wire.WireEvents;
import dev.baton.core.wire.WireLedger;
import dev.baton.orchestrator.codec.Codec;
import dev.baton.orchestrator.stream.RunApplier.Refusal;
import dev.baton.schemas.BudgetEvent;
import dev.baton.serde.Decoded;
import dev.baton.topics.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The ledgers of the tenants of one partition. What is decided, what runs are told and where the
 * budget stands are written in the same transaction.
 */
final class LedgerProcessor implements Processor<byte[], byte[], byte[], Outgoing> {

  private static final byte[] NO_KEY = {};
  private static final int LONGEST_TENANT = 255;

  private final RunTopology.Parts parts;
  private @Nullable ProcessorContext<byte[], Outgoing> context;

  LedgerProcessor(RunTopology.Parts parts) {
    this.parts = parts;
  }

  @Override
  public void init(ProcessorContext<byte[], Outgoing> initial) {
    context = initial;
  }

  @Override
  public void process(Record<byte[], byte[]> input) {
    Arrival arrival = Arrival.of(input, context(), parts.pacer().get().now());
    parts.engine().codecs().use(codec -> handle(arrival, codec));
    parts.pacer().get().worked(context());
  }

  private ProcessorContext<byte[], Outgoing> context() {
    if (context == null) {
      throw new IllegalStateException("record before init (expected: init first)");
    }
    return context;
  }

  private void handle(Arrival arrival, Codec codec) {
    switch (codec.budgetEvent(arrival.topic(), arrival.value())) {
      case Decoded.Poison<BudgetEvent> poison ->
          bury(arrival, new Refusal(poison.cause(), poison.message()), codec);
      case Decoded.Valid<BudgetEvent>(var event) -> handle(arrival, event, codec);
    }
  }

  private void handle(Arrival arrival, BudgetEvent event, Codec codec) {
    LedgerEvent meant;
    try {
      checkTenant(arrival, event.getTenant());
      meant = WireLedger.fromAvro(event, arrival.at());
    } catch (IllegalArgumentException e) {
      bury(arrival, new Refusal("invalid", String.valueOf(e.getMessage())), codec);
      return;
    }
    apply(meant, arrival, codec);
  }

  private static void checkTenant(Arrival arrival, String tenant) {
    byte[] key = arrival.key();
    if (key == null || !new String(key, StandardCharsets.UTF_8).equals(tenant)) {
      throw new IllegalArgumentException(
          "key: not the tenant \"%s\" of the value (expected: the same)".formatted(tenant));
    }
    if (tenant.isBlank() || key.length > LONGEST_TENANT) {
      throw new IllegalArgumentException(
          "tenant: %d bytes (expected: 1 to %d)".formatted(key.length, LONGEST_TENANT));
    }
  }

  private void apply(LedgerEvent event, Arrival cause, Codec codec) {
    KeyValueStore<Bytes, byte[]> state = context().getStateStore(StoreLayout.LEDGER);
    StreamsLedgerStore ledger = new StreamsLedgerStore(event.tenant(), state);
    Account before = ledger.account();
    LedgerDecision decision = LedgerMachine.apply(ledger, event);
    decision
        .word()
        .map(word -> WireLedger.toRun(event.tenant(), word, event.at()))
        .ifPresent(word -> {
          String runId = word.runId().toString();
          byte[] value = codec.encode(names().runs(), WireEvents.toAvro(word));
          forward(
              outgoing(names().runs(), runId.getBytes(StandardCharsets.UTF_8), value, event.at())
                  .in(cause.trace()));
        });
    if (!ledger.account().equals(before)) {
      byte[] value =
          codec.encode(
              names().tenantBudgets(),
              WireLedger.toAvro(event.tenant(), ledger.account(), event.at()));
      byte[] key = event.tenant().getBytes(StandardCharsets.UTF_8);
      forward(outgoing(names().tenantBudgets(), key, value, event.at()));
    }
  }

  private void bury(Arrival arrival, Refusal refusal, Codec codec) {
    parts.engine().telemetry().meters().buried(refusal.cause());
    byte[] value =
        codec.encode(
            names().deadLetters(),
            parts.deadLetters().of(arrival, refusal.cause(), refusal.message()));
    byte[] key = arrival.key();
    forward(
        outgoing(names().deadLetters(), key == null ? NO_KEY : key, value, arrival.at())
            .in(arrival.trace()));
  }

  private TopicNames names() {
    return parts.engine().names();
  }

  private static Outgoing outgoing(String topic, byte[] key, byte[] value, Instant at) {
    return new Outgoing(topic, key, value, at.toEpochMilli());
  }

  private void forward(Outgoing outgoing) {
    context().forward(outgoing.toRecord());
  }
}
