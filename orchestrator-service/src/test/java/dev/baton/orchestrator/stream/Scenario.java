package dev.baton.orchestrator.stream;

import dev.baton.core.id.RunId;
import dev.baton.core.run.RunKey;
import dev.baton.core.run.RunLimits;
import dev.baton.core.run.RunMachine;
import dev.baton.core.wire.WireKeys;
import dev.baton.orchestrator.codec.CodecPool;
import dev.baton.schemas.Answer;
import dev.baton.schemas.DeadLetter;
import dev.baton.schemas.Result;
import dev.baton.schemas.RunEvent;
import dev.baton.schemas.RunLogRecord;
import dev.baton.schemas.Task;
import dev.baton.schemas.TenantBudget;
import dev.baton.topics.TopicNames;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The topology with a clock that is moved by hand. */
final class Scenario implements AutoCloseable {

  static final TopicNames NAMES = new TopicNames("t.");
  static final String FANOUT =
      """
      name: fanout
      version: 1
      description: three tasks side by side
      deadline: 5m
      steps:
        a: {agent: noop}
        b: {agent: noop}
        c: {agent: noop}
      answer: c
      """;
  static final String SINGLE =
      """
      name: single
      version: 1
      description: one task
      deadline: 5m
      steps:
        work: {agent: noop, retry: {max: 2, backoff: 2s, cap: 10s}}
      """;

  final Set<String> topics = new HashSet<>(Set.of(NAMES.tasks("noop")));
  final Set<String> unregistered = new HashSet<>();
  private final Map<String, TestOutputTopic<byte[], byte[]>> outputs = new HashMap<>();
  private final TopologyTestDriver driver;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  private static final Engine.Bounds BOUNDS =
      new Engine.Bounds(Duration.ofMillis(50), 256, 300_000, 1_000_000);

  Scenario(Path stateDir) {
    this(stateDir, BOUNDS);
  }

  Scenario(Path stateDir, Engine.Bounds bounds) {
    this(stateDir, bounds, true);
  }

  static Scenario withoutPriorities(Path stateDir) {
    return new Scenario(stateDir, BOUNDS, false);
  }

  static Scenario telling(Path stateDir, RunTelemetry telemetry) {
    return new Scenario(stateDir, BOUNDS, true, telemetry, new RunMachine(RunLimits.DEFAULT));
  }

  static Scenario with(Path stateDir, RunMachine machine) {
    return new Scenario(stateDir, BOUNDS, true, RunTelemetry.NONE, machine);
  }

  private Scenario(Path stateDir, Engine.Bounds bounds, boolean priorities) {
    this(stateDir, bounds, priorities, RunTelemetry.NONE, new RunMachine(RunLimits.DEFAULT));
  }

  private Scenario(
      Path stateDir,
      Engine.Bounds bounds,
      boolean priorities,
      RunTelemetry telemetry,
      RunMachine machine) {
    Engine engine =
        new Engine(
            NAMES,
            priorities,
            machine,
            new CodecPool(() -> new RawCodec(unregistered)),
            bounds,
            telemetry);
    ThreadPacer pacer = new ThreadPacer(Duration.ZERO, () -> now);
    RunTopology.Parts parts = RunTopology.Parts.of(engine, topics::contains, () -> pacer);
    StreamsSettings.Pace pace =
        new StreamsSettings.Pace(
            Duration.ofMillis(100),
            Duration.ofMillis(30),
            Duration.ZERO,
            Duration.ofSeconds(10),
            Duration.ofSeconds(8));
    StreamsSettings settings =
        new StreamsSettings(
            "t.orchestrator",
            Map.of("bootstrap.servers", "nowhere:1"),
            stateDir,
            Optional.empty(),
            1,
            0,
            1 << 20,
            pace);
    driver =
        new TopologyTestDriver(RunTopology.build(parts, Set.of()), settings.toProperties(), now);
  }

  Instant now() {
    return now;
  }

  void advance(Duration time) {
    now = now.plus(time);
    driver.advanceWallClockTime(time);
  }

  String request(String key, String workflow) {
    send(Messages.routed(key, "goal of " + key, now, workflow, "noop", "absent"));
    return Messages.runId(key);
  }

  void send(RunEvent event) {
    sendRaw(NAMES.runs(), event.getRunId(), RawCodec.bytes(event));
  }

  /** What the operator's command sends. */
  void limit(String tenant, long tokens) {
    sendRaw(NAMES.budget(), tenant, RawCodec.bytes(Messages.limitOf(tenant, tokens, now)));
  }

  List<TenantBudget> tenantBudgets() {
    return read(NAMES.tenantBudgets(), TenantBudget.class);
  }

  void send(String role, Result result) {
    sendRaw(NAMES.results(role), result.getRunId(), RawCodec.bytes(result));
  }

  void succeed(Task task, String text) {
    send(task.getRole(), Messages.success(task, now, text));
  }

  void sendRaw(String topic, @Nullable String key, byte @Nullable [] value) {
    TestInputTopic<byte[], byte[]> input =
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
    input.pipeInput(key == null ? null : key.getBytes(StandardCharsets.UTF_8), value, now);
  }

  /** Sends a record in a trace. */
  void sendIn(String traceparent, String topic, String key, byte[] value) {
    TestInputTopic<byte[], byte[]> input =
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
    Headers headers = new RecordHeaders();
    headers.add("traceparent", traceparent.getBytes(StandardCharsets.US_ASCII));
    input.pipeInput(new TestRecord<>(key.getBytes(StandardCharsets.UTF_8), value, headers, now));
  }

  /** The trace contexts of the records that came since the last look; empty for none. */
  List<String> traces(String topic) {
    return output(topic).readRecordsToList().stream()
        .map(record -> record.headers().lastHeader("traceparent"))
        .map(header -> header == null ? "" : new String(header.value(), StandardCharsets.US_ASCII))
        .toList();
  }

  /** Makes a run's header unreadable. */
  void damage(String runId) {
    byte[] core = WireKeys.toBytes(RunId.parse(runId), new RunKey.Header());
    byte[] key = ByteBuffer.allocate(1 + core.length).put(StoreLayout.RECORD).put(core).array();
    KeyValueStore<Bytes, byte[]> store = driver.getKeyValueStore(StoreLayout.STORE);
    store.put(Bytes.wrap(key), new byte[] {99});
  }

  /** How many entries the state store has. */
  int stored() {
    KeyValueStore<Bytes, byte[]> store = driver.getKeyValueStore(StoreLayout.STORE);
    int entries = 0;
    try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
      for (; all.hasNext(); all.next()) {
        entries++;
      }
    }
    return entries;
  }

  /** What was written to the runs' changelog since the last look. */
  List<KeyValue<byte[], byte[]>> changelog() {
    return output("t.orchestrator-" + StoreLayout.STORE + "-changelog").readKeyValuesToList();
  }

  List<Task> tasks(String role) {
    return read(NAMES.tasks(role), Task.class);
  }

  List<Task> tasksOf(String topic) {
    return read(topic, Task.class);
  }

  List<Answer> answers() {
    return read(NAMES.answers(), Answer.class);
  }

  List<RunLogRecord> runLog() {
    return read(NAMES.runLog(), RunLogRecord.class);
  }

  List<DeadLetter> deadLetters() {
    return read(NAMES.deadLetters(), DeadLetter.class);
  }

  private <T> List<T> read(String topic, Class<T> type) {
    return output(topic).readValuesToList().stream()
        .map(value -> RawCodec.decode(type, value))
        .toList();
  }

  private TestOutputTopic<byte[], byte[]> output(String topic) {
    return outputs.computeIfAbsent(
        topic,
        name ->
            driver.createOutputTopic(
                name, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
  }

  @Override
  public void close() {
    driver.close();
  }
}
