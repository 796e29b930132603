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
 * one sink for all that goes out. Values stay bytes until the processor, so that no value can stop
 * a thread.
 */
final class RunTopology {

  private static final String SOURCE = "inputs";
  private static final String PROCESSOR = "run-machine";
  private static final String SINK = "outputs";

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
          new Outbox(engine.names(), topicExists, bounds.outputBytes()),
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
        .addStateStore(store(), PROCESSOR)
        .addSink(
            SINK,
            (_, outgoing, _) -> outgoing.topic(),
            new ByteArraySerializer(),
            value(),
            PROCESSOR);
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

  private static StoreBuilder<KeyValueStore<Bytes, byte[]>> store() {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(StoreLayout.STORE), Serdes.Bytes(), Serdes.ByteArray())
        .withCachingEnabled()
        .withLoggingEnabled(Map.of());
  }

  private static Serializer<Outgoing> value() {
    return (_, outgoing) -> outgoing.value();
  }
}
