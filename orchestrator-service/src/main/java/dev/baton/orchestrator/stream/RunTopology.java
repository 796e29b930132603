package dev.baton.orchestrator.stream;

import dev.baton.topics.TopicNames;
import java.util.Collection;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The topology: one source for the runs topic and all results topics, one processor with one store,
 * one sink for all that goes out. Beside it the tenants' ledgers with the same three parts, and
 * what they say kept on every instance. Values stay bytes until the processors, so that no value
 * can stop a thread.
 */
final class RunTopology {

  private static final String SOURCE = "inputs";
  private static final String PROCESSOR = "run-machine";
  private static final String SINK = "outputs";
  private static final String LEDGER_SOURCE = "budget-events";
  private static final String LEDGER_PROCESSOR = "tenant-ledgers";
  private static final String LEDGER_SINK = "ledger-outputs";
  private static final String BUDGETS_SOURCE = "tenant-budgets";
  private static final String BUDGETS_PROCESSOR = "tenant-budget-keeper";

  private RunTopology() {}

  /**
   * What every processor shares; all of it is thread-safe.
   *
   * @param engine works on the runs
   * @param reader reads incoming records
   * @param outbox makes outgoing records
   * @param deadLetters makes dead letters
   * @param pacer the calling stream thread's pacer
   */
  record Parts(
      Engine engine,
      InputReader reader,
      Outbox outbox,
      DeadLetters deadLetters,
      Supplier<ThreadPacer> pacer) {

    static Parts of(Engine engine, Predicate<String> topicExists, Supplier<ThreadPacer> pacer) {
      Engine.Bounds bounds = engine.bounds();
      return new Parts(
          engine,
          new InputReader(engine.names(), bounds.inputBytes()),
          new Outbox(
              engine.names(),
              new TaskTopics(engine.names(), engine.priorities(), topicExists),
              bounds.outputBytes()),
          new DeadLetters(bounds.outputBytes() / 2),
          pacer);
    }
  }

  /**
   * Builds the topology.
   *
   * @param parts what the processors share
   * @param excluded results topics that must not be read
   */
  static Topology build(Parts parts, Collection<String> excluded) {
    return new Topology()
        .addSource(
            SOURCE,
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer(),
            inputs(parts.engine().names(), excluded))
        .addProcessor(PROCESSOR, () -> new RunProcessor(parts), SOURCE)
        .addStateStore(store(StoreLayout.STORE), PROCESSOR)
        .addSink(
            SINK,
            (_, outgoing, _) -> outgoing.topic(),
            new ByteArraySerializer(),
            value(),
            PROCESSOR)
        .addSource(
            LEDGER_SOURCE,
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer(),
            parts.engine().names().budget())
        .addProcessor(LEDGER_PROCESSOR, () -> new LedgerProcessor(parts), LEDGER_SOURCE)
        .addStateStore(store(StoreLayout.LEDGER), LEDGER_PROCESSOR)
        .addSink(
            LEDGER_SINK,
            (_, outgoing, _) -> outgoing.topic(),
            new ByteArraySerializer(),
            value(),
            LEDGER_PROCESSOR)
        .addGlobalStore(
            Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore(StoreLayout.TENANT_BUDGETS),
                    Serdes.Bytes(),
                    Serdes.ByteArray())
                .withLoggingDisabled(),
            BUDGETS_SOURCE,
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer(),
            parts.engine().names().tenantBudgets(),
            BUDGETS_PROCESSOR,
            TenantBudgetKeeper::new);
  }

  static Pattern inputs(TopicNames names, Collection<String> excluded) {
    String not =
        excluded.stream()
            .sorted()
            .map(topic -> "(?!" + Pattern.quote(topic) + "$)")
            .collect(Collectors.joining());
    return Pattern.compile(
        "%s|%s%s".formatted(Pattern.quote(names.runs()), not, names.resultsPattern()));
  }

  private static StoreBuilder<KeyValueStore<Bytes, byte[]>> store(String name) {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
        .withCachingEnabled()
        .withLoggingEnabled(Map.of());
  }

  private static Serializer<Outgoing> value() {
    return (_, outgoing) -> outgoing.value();
  }
}
