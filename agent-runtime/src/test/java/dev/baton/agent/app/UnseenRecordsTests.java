package dev.baton.agent.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * How long the moment is in which a share consumer fetches one record more than it gives out: where
 * the answer to an earlier poll's fetch comes between a poll's look at what is there and its order
 * to fetch. docs/failure-contract.md reckons with it.
 */
@EnabledIfSystemProperty(named = "baton.long", matches = "true")
class UnseenRecordsTests {

  private static final String ROLE = "unseen";
  private static final int CONSUMERS = 4;
  private static final Duration TIME = Duration.ofSeconds(100);

  /** As short as can be, so that nearly every record comes after a poll that ended by itself. */
  private static final Duration POLL = Duration.ofMillis(1);

  private static final Duration BETWEEN_RECORDS = Duration.ofMillis(17);

  /** Work, in which nothing may be fetched. */
  private static final Duration WORK = Duration.ofMillis(20);

  /** What lies in the client comes in less; a fetch takes longer. */
  private static final Duration AT_ONCE = Duration.ofNanos(300_000);

  /** Twenty times what was measured on a machine with five times the load that it has cores for. */
  private static final Duration BOUND = Duration.ofMillis(10);

  private final CountDownLatch end = new CountDownLatch(1);

  /**
   * What one consumer saw.
   *
   * @param emptyPolls polls that ended by themselves
   * @param records records that it got
   * @param unseen of these, how many lay in the client while another one was worked on
   */
  private record Seen(long emptyPolls, long records, long unseen) {
    Seen and(Seen other) {
      return new Seen(
          emptyPolls + other.emptyPolls, records + other.records, unseen + other.unseen);
    }
  }

  @Test
  void theMomentIsShort() throws Exception {
    Seen all = new Seen(0, 0, 0);
    try (TestInstallation baton = new TestInstallation(Set.of(ROLE));
        ExecutorService threads = Executors.newFixedThreadPool(CONSUMERS)) {
      List<Future<Seen>> consumers = new ArrayList<>();
      for (int i = 0; i < CONSUMERS; i++) {
        consumers.add(threads.submit(() -> consume(baton)));
      }
      long last = System.nanoTime() + TIME.toNanos();
      while (System.nanoTime() < last) {
        baton.sendBytes(baton.names.tasks(ROLE), "key", "value".getBytes(StandardCharsets.UTF_8));
        assertThat(end.await(BETWEEN_RECORDS.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
      }
      end.countDown();
      for (Future<Seen> consumer : consumers) {
        all = all.and(consumer.get());
      }
    }
    double perSecond = (double) all.records / TIME.toSeconds() / CONSUMERS;
    double moment = all.unseen / (all.emptyPolls * perSecond);
    System.out.printf(
        "%d of %d records lay unseen after %d polls that ended by themselves: a moment of %.0f µs%n",
        all.unseen, all.records, all.emptyPolls, moment * 1e6);
    assertThat(all.records).isGreaterThan(TIME.toSeconds());
    assertThat(Duration.ofNanos((long) (moment * 1e9))).isLessThan(BOUND);
  }

  private Seen consume(TestInstallation baton) throws InterruptedException {
    try (KafkaShareConsumer<byte[], byte[]> consumer = consumer(baton)) {
      consumer.subscribe(List.of(baton.names.tasks(ROLE)));
      Seen seen = new Seen(0, 0, 0);
      boolean worked = false;
      while (!end.await(0, TimeUnit.MILLISECONDS)) {
        long begin = System.nanoTime();
        ConsumerRecords<byte[], byte[]> polled = consumer.poll(worked ? Duration.ZERO : POLL);
        boolean atOnce = System.nanoTime() - begin < AT_ONCE.toNanos();
        boolean unseen = worked && atOnce && !polled.isEmpty();
        seen = seen.and(new Seen(polled.isEmpty() ? 1 : 0, polled.count(), unseen ? 1 : 0));
        worked = !polled.isEmpty();
        for (ConsumerRecord<byte[], byte[]> record : polled) {
          worked = !end.await(WORK.toMillis(), TimeUnit.MILLISECONDS);
          consumer.acknowledge(record);
          consumer.commitSync();
        }
      }
      return seen;
    }
  }

  private static KafkaShareConsumer<byte[], byte[]> consumer(TestInstallation baton) {
    return new KafkaShareConsumer<>(
        Map.of(
            "bootstrap.servers",
            TestInstallation.bootstrapServers(),
            "group.id",
            baton.names.workerGroup(ROLE),
            "share.acknowledgement.mode",
            "explicit",
            "share.acquire.mode",
            "record_limit",
            "max.poll.records",
            1),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
