package dev.baton.simulation.broker;

import static org.awaitility.Awaitility.await;

import dev.baton.stack.testing.TestKafka;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The laboratory on a real broker, with a topic and a group of its own. */
final class KafkaLab implements Lab, AutoCloseable {
  /** The longest that most brokers allow: no lock shall run out, however busy the machine is. */
  private static final Duration LONG_LOCK = Duration.ofSeconds(60);

  /** Far longer than a record is on its way: a lock that runs out there counts as a delivery. */
  private static final Duration SHORT_LOCK = Duration.ofSeconds(15);

  /**
   * Records that must come are waited for as long as a new member may need on a busy machine: it
   * gets its partition by a heartbeat, of which there is one in five seconds.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(50);

  /** Waiting for nothing may be short: it never fails where it should not. */
  private static final Duration QUIET = Duration.ofSeconds(2);

  /**
   * A poll that gets only the marker of a transaction's end asks for nothing more until it ends.
   */
  private static final Duration AMONG_TRANSACTIONS = Duration.ofMillis(200);

  private final String topic = "lab-" + UUID.randomUUID();
  private final String group = topic + "-group";
  private final Duration lock;
  private final int deliveryLimit;
  private final KafkaProducer<String, String> producer = producer(Map.of());
  private final List<Runnable> open = new ArrayList<>(List.of(producer::close));

  /**
   * One poll waits for all: where a poll begins while a record is on its way, the client (4.2.1)
   * goes on fetching behind the application's back, and takes what no other member gets then.
   */
  private Duration longestPoll = PATIENCE;

  KafkaLab(boolean locksRunOut) throws ExecutionException, InterruptedException {
    this.lock = locksRunOut ? SHORT_LOCK : LONG_LOCK;
    try (Admin admin = Admin.create(common())) {
      this.deliveryLimit = deliveryLimit(admin);
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
      admin
          .incrementalAlterConfigs(
              Map.of(
                  new ConfigResource(ConfigResource.Type.GROUP, group),
                  List.of(
                      set("share.auto.offset.reset", "earliest"),
                      set("share.isolation.level", "read_committed"),
                      set("share.record.lock.duration.ms", Long.toString(lock.toMillis())))))
          .all()
          .get();
      awaitSettings(admin);
    }
  }

  /**
   * What the controller has set is known to the broker a moment later. A member that joins in
   * between finds the broker's defaults: another lock, another beginning, another isolation.
   */
  private void awaitSettings(Admin admin) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.GROUP, group);
    await()
        .atMost(PATIENCE)
        .until(() ->
            Objects.requireNonNull(
                    admin.describeConfigs(List.of(resource)).all().get().get(resource))
                .get("share.record.lock.duration.ms")
                .value()
                .equals(Long.toString(lock.toMillis())));
  }

  /** The broker's own word: installations differ. */
  private static int deliveryLimit(Admin admin) throws ExecutionException, InterruptedException {
    String node = admin.describeCluster().nodes().get().iterator().next().idString();
    ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, node);
    Config config =
        Objects.requireNonNull(admin.describeConfigs(List.of(broker)).all().get().get(broker));
    return Integer.parseInt(config.get("group.share.delivery.count.limit").value());
  }

  private static Map<String, Object> common() {
    return Map.of("bootstrap.servers", TestKafka.shared().bootstrapServers());
  }

  private static AlterConfigOp set(String name, String value) {
    return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
  }

  private static KafkaProducer<String, String> producer(Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(common());
    settings.putAll(more);
    return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
  }

  @Override
  public void send(String value) {
    send(producer, value);
  }

  private void send(KafkaProducer<String, String> by, String value) {
    try {
      by.send(new ProducerRecord<>(topic, value)).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("not sent: " + value, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public Sending begin(String value) {
    longestPoll = AMONG_TRANSACTIONS;
    KafkaProducer<String, String> transactional =
        producer(Map.of("transactional.id", topic + open.size()));
    open.add(transactional::close);
    transactional.initTransactions();
    transactional.beginTransaction();
    send(transactional, value);
    return new Sending() {
      @Override
      public void commit() {
        transactional.commitTransaction();
      }

      @Override
      public void abort() {
        transactional.abortTransaction();
      }
    };
  }

  @Override
  public Member join(int most) {
    Map<String, Object> settings = new HashMap<>(common());
    settings.put("group.id", group);
    settings.put("share.acknowledgement.mode", "explicit");
    settings.put("share.acquire.mode", "record_limit");
    settings.put("max.poll.records", most);
    KafkaMember member =
        new KafkaMember(
            new KafkaShareConsumer<>(settings, new StringDeserializer(), new StringDeserializer()));
    open.add(member::leave);
    return member;
  }

  @Override
  public int deliveryLimit() {
    return deliveryLimit;
  }

  @Override
  public void passLock() {
    Duration over = lock.plusSeconds(1);
    await().pollDelay(over).atMost(over.plusSeconds(5)).until(() -> true);
  }

  @Override
  public void close() {
    open.reversed().forEach(Runnable::run);
  }

  private final class KafkaMember implements Member {
    private final KafkaShareConsumer<String, String> consumer;
    private final Map<String, ConsumerRecord<String, String>> records = new HashMap<>();
    private boolean left;

    KafkaMember(KafkaShareConsumer<String, String> consumer) {
      this.consumer = consumer;
      consumer.subscribe(List.of(topic));
    }

    @Override
    public List<String> poll() {
      return poll(PATIENCE);
    }

    @Override
    public List<String> pollInVain() {
      return poll(QUIET);
    }

    private List<String> poll(Duration patience) {
      Instant latest = Instant.now().plus(patience);
      List<String> seen = new ArrayList<>();
      while (seen.isEmpty() && Instant.now().isBefore(latest)) {
        Duration bound = patience.compareTo(longestPoll) < 0 ? patience : longestPoll;
        for (ConsumerRecord<String, String> record : consumer.poll(bound)) {
          records.put(record.value(), record);
          seen.add(record.value() + record.deliveryCount().orElseThrow());
        }
      }
      return seen;
    }

    @Override
    public void acknowledge(String value, AckType how) {
      ConsumerRecord<String, String> record =
          Optional.ofNullable(records.get(value))
              .orElseThrow(() -> new IllegalStateException("never seen: " + value));
      consumer.acknowledge(record, AcknowledgeType.valueOf(how.name()));
    }

    @Override
    public boolean commit() {
      return consumer.commitSync().values().stream().allMatch(Optional::isEmpty);
    }

    @Override
    public void leave() {
      if (!left) {
        left = true;
        consumer.close();
      }
    }
  }
}
