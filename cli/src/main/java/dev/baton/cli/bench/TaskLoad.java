package dev.baton.cli.bench;

import dev.baton.cli.bench.TaskTimes.TaskTime;
import dev.baton.cli.client.Installation;
import dev.baton.cli.failure.CommandFailure;
import dev.baton.schemas.Task;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Sends tasks to the workers of the role {@value NoopApplication#ROLE} in transactions, as the
 * orchestrator does, and takes the time until each has its result. Not thread-safe.
 */
final class TaskLoad implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);

  /** How long to look for results that should not come: a second one of the same task. */
  private static final Duration LOOK_FOR_MORE = Duration.ofSeconds(1);

  /** Longer than any load. */
  private static final Duration LIFE = Duration.ofHours(2);

  private final Installation installation;
  private final Producer<byte[], byte[]> producer;
  private final Serializer<SpecificRecord> serializer;
  private final String topic;

  TaskLoad(Installation installation) {
    this.installation = installation;
    Map<String, String> settings = new HashMap<>(installation.kafka());
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "bench-" + UUID.randomUUID());
    this.producer =
        new Installation(
                installation.bootstrapServers(),
                installation.registry(),
                installation.names(),
                settings)
            .producer();
    this.serializer = installation.serdes().serializer();
    this.topic = installation.names().tasks(NoopApplication.ROLE);
    producer.initTransactions();
  }

  /**
   * Sends tasks when they are due and waits for their results.
   *
   * @param tasks in the order of their arrival
   * @param perTransaction how many are written together
   * @param timeout how long to wait for results after the last arrival
   */
  TaskTimes run(List<PlannedTask> tasks, int perTransaction, Duration timeout)
      throws InterruptedException {
    Map<String, TaskTime> times = new ConcurrentHashMap<>();
    Map<String, PlannedTask> byId = new LinkedHashMap<>();
    String load = "bench-" + UUID.randomUUID() + "-";
    tasks.forEach(task -> byId.put(load + byId.size(), task));
    byId.forEach((id, task) -> times.put(id, new TaskTime(task, Duration.ZERO, 0)));
    try (Consumer<byte[], byte[]> results = results();
        ExecutorService collector = Executors.newSingleThreadExecutor()) {
      long begin = System.nanoTime();
      Duration last = tasks.getLast().at();
      Future<Duration> collected =
          collector.submit(() -> collect(results, times, begin, last.plus(timeout)));
      send(List.copyOf(byId.entrySet()), perTransaction, begin);
      Duration took = await(collected);
      return new TaskTimes(List.copyOf(times.values()), took);
    }
  }

  private void send(List<Map.Entry<String, PlannedTask>> tasks, int perTransaction, long begin) {
    for (int first = 0; first < tasks.size(); first += perTransaction) {
      int next = Math.min(tasks.size(), first + perTransaction);
      waitUntil(begin + tasks.get(first).getValue().at().toNanos());
      producer.beginTransaction();
      for (var task : tasks.subList(first, next)) {
        byte[] key = task.getKey().getBytes(StandardCharsets.UTF_8);
        byte[] value = serializer.serialize(topic, task(task.getKey(), task.getValue()));
        // Nothing is lost silently: what cannot be sent fails the commit.
        var _ = producer.send(new ProducerRecord<>(topic, key, value));
      }
      // Kafka's client (4.2.1) may let a commit overtake the record that was sent just before it.
      producer.flush();
      producer.commitTransaction();
    }
  }

  private static void waitUntil(long nanos) {
    for (long wait = nanos - System.nanoTime(); wait > 0; wait = nanos - System.nanoTime()) {
      LockSupport.parkNanos(wait);
    }
  }

  private static Task task(String id, PlannedTask planned) {
    Instant now = Instant.now();
    return Task.newBuilder()
        .setTaskId(id)
        .setRunId(id)
        .setTenant(Installation.TENANT)
        .setStep("work")
        .setRound(0)
        .setItemIndex(0)
        .setAttempt(1)
        .setRole(NoopApplication.ROLE)
        .setSkill("nothing")
        .setGoal("bench")
        .setObjective(Long.toString(planned.work().toMillis()))
        .setCreatedAt(now)
        .setTimeoutMillis(LIFE.toMillis())
        .setStartBy(now.plus(LIFE))
        .setDeadline(now.plus(LIFE))
        .build();
  }

  /** A reader of the results that come from now on. */
  private Consumer<byte[], byte[]> results() {
    Consumer<byte[], byte[]> consumer = installation.consumer();
    List<TopicPartition> partitions =
        consumer.partitionsFor(installation.names().results(NoopApplication.ROLE)).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    return consumer;
  }

  /** Says how long it took until every task had its result. */
  private static Duration collect(
      Consumer<byte[], byte[]> results, Map<String, TaskTime> times, long begin, Duration until) {
    int open = times.size();
    Duration end = Duration.ZERO;
    Duration latest = until;
    while (since(begin).compareTo(latest) < 0) {
      for (ConsumerRecord<byte[], byte[]> result : results.poll(POLL)) {
        Duration now = since(begin);
        TaskTime time =
            times.computeIfPresent(
                new String(result.key(), StandardCharsets.UTF_8),
                (_, before) -> before.resulted(now));
        if (time != null && time.results() == 1 && --open == 0) {
          latest = now.plus(LOOK_FOR_MORE);
        }
        end = time != null && time.results() == 1 ? now : end;
      }
    }
    return end;
  }

  private static Duration since(long begin) {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private static Duration await(Future<Duration> collected) throws InterruptedException {
    try {
      return collected.get();
    } catch (ExecutionException e) {
      throw CommandFailure.failed("bench: cannot read results: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(2));
    serializer.close();
  }
}
