package dev.baton.router.app;

import dev.baton.router.kafka.DeadLetters;
import dev.baton.router.kafka.RunEvents;
import dev.baton.schemas.Continue;
import dev.baton.schemas.RunEvent;
import dev.baton.topics.TopicNames;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Looks at what the router relies on and refuses to start without it. */
final class StartChecks {

  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  private final Admin admin;
  private final TopicNames names;
  private final String outlet;

  /**
   * Checks of an installation.
   *
   * @param outlet the topic that decisions are written to
   */
  StartChecks(Admin admin, TopicNames names, String outlet) {
    this.admin = admin;
    this.names = names;
    this.outlet = outlet;
  }

  /**
   * Checks the topics.
   *
   * @throws IllegalStateException if the broker does not answer or a topic is missing
   */
  void topics() {
    List<String> needed =
        List.of(
            names.requests(),
            names.signals(),
            outlet,
            names.agents(),
            names.workflows(),
            names.heartbeats(),
            names.deadLetters());
    Map<String, KafkaFuture<TopicDescription>> descriptions =
        new TreeMap<>(admin.describeTopics(needed).topicNameValues());
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    descriptions.forEach((topic, description) -> check(topic, description, deadline));
  }

  /**
   * Looks the schemas up that the router writes with, which also spares the first request that
   * wait.
   *
   * @throws IllegalStateException if the registry does not have them
   */
  void schemas(RunEvents runs, DeadLetters deadLetters) {
    RunEvent event =
        RunEvent.newBuilder()
            .setRunId("")
            .setTenant("")
            .setAt(Instant.EPOCH)
            .setBody(new Continue("", 0L))
            .build();
    lookUp(outlet, () -> runs.encode(event));
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(names.requests(), 0, 0, new byte[0], new byte[0]);
    lookUp(names.deadLetters(), () -> deadLetters.encode(record, DeadLetters.INVALID, ""));
  }

  private static void lookUp(String topic, Runnable encoding) {
    try {
      encoding.run();
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "schema of topic %s: not to be had from the schema registry at baton.registry.url (expected: registered by `baton cluster apply`)"
              .formatted(topic),
          e);
    }
  }

  private static void check(
      String topic, KafkaFuture<TopicDescription> description, long deadline) {
    try {
      description.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("topic " + topic + ": interrupted while looking at it", e);
    } catch (TimeoutException e) {
      throw noAnswer(topic, e);
    } catch (ExecutionException e) {
      throw refusal(topic, e);
    }
  }

  private static IllegalStateException refusal(String topic, ExecutionException failure) {
    return switch (failure.getCause()) {
      case UnknownTopicOrPartitionException missing ->
          new IllegalStateException(
              "topic %s: missing (expected: made by `baton cluster apply`)".formatted(topic),
              missing);
      case org.apache.kafka.common.errors.TimeoutException late -> noAnswer(topic, late);
      case null, default ->
          new IllegalStateException(
              "topic %s: cannot be described: %s".formatted(topic, failure.getMessage()), failure);
    };
  }

  private static IllegalStateException noAnswer(String topic, Exception cause) {
    return new IllegalStateException(
        "topic %s: no answer from Kafka (expected: a broker at spring.kafka.bootstrap-servers)"
            .formatted(topic),
        cause);
  }
}
