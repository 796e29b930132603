package dev.baton.agent.kafka;

import dev.baton.agent.slot.Acknowledgement;
import dev.baton.agent.slot.TaskRecord;
import dev.baton.agent.slot.TaskSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * One member of a share group.
 *
 * <p>Renewals are committed, not left to the next poll: a poll begins a fetch as well, and what
 * that brings would lie locked and unattended in the client until the renewed record is done. For
 * the same reason a poll waits until the broker's word about all renewals is there. All other
 * acknowledgements are committed before a poll, so that {@link MarkerWatch} can tell what the poll
 * itself gives back.
 */
final class ShareConsumerSource implements TaskSource {

  private static final Duration DEFAULT_LOCK = Duration.ofSeconds(30);
  private static final Duration CLOSE_BOUND = Duration.ofSeconds(10);
  private static final Duration COMMIT_BOUND = Duration.ofSeconds(5);
  private static final String SENT_METRIC = "acknowledgements-send-total";
  private static final long RENEWAL_CHECK_NANOS = Duration.ofMillis(5).toNanos();

  private final ShareConsumer<byte[], byte[]> consumer;
  private final Map<TaskRecord.Place, Held> held = new HashMap<>();
  private final Set<TaskRecord> lost = new LinkedHashSet<>();
  private final MarkerWatch.Member watched;
  private boolean noted;
  private boolean fetching;

  private enum Stand {
    IN_HAND,
    RENEWING,
    RENEWED
  }

  private static final class Held {
    final TaskRecord record;
    ConsumerRecord<byte[], byte[]> original;
    Stand stand = Stand.IN_HAND;

    Held(TaskRecord record, ConsumerRecord<byte[], byte[]> original) {
      this.record = record;
      this.original = original;
    }
  }

  ShareConsumerSource(ShareConsumer<byte[], byte[]> consumer, MarkerWatch watch) {
    this.consumer = consumer;
    Metric sent = sentMetric(consumer);
    this.watched = watch.join(() -> (Double) sent.metricValue(), consumer::wakeup);
    consumer.setAcknowledgementCommitCallback((offsets, failure) ->
        offsets.forEach((partition, places) -> acknowledged(partition, places, failure)));
  }

  private static Metric sentMetric(ShareConsumer<byte[], byte[]> consumer) {
    return consumer.metrics().entrySet().stream()
        .filter(metric -> metric.getKey().name().equals(SENT_METRIC))
        .findFirst()
        .orElseThrow(() ->
            new IllegalStateException(
                "share consumer: no metric %s (expected: Kafka clients 4.2 or 4.3)"
                    .formatted(SENT_METRIC)))
        .getValue();
  }

  /** Acceptances that failed are nobody's concern here: the broker hands the record out again. */
  private void acknowledged(
      TopicIdPartition partition, Set<Long> offsets, @Nullable Exception failure) {
    for (long offset : offsets) {
      TaskRecord.Place place =
          new TaskRecord.Place(partition.topic(), partition.partition(), offset);
      Held entry = held.get(place);
      if (entry != null && entry.stand == Stand.RENEWING) {
        if (failure == null) {
          entry.stand = Stand.RENEWED;
        } else {
          held.remove(place);
          lost.add(entry.record);
        }
      }
    }
  }

  @Override
  public List<TaskRecord> poll(Duration timeout) {
    try {
      return renewing() ? pollRenewed(timeout) : pollNew(timeout);
    } catch (WakeupException _) {
      return List.of();
    }
  }

  private List<TaskRecord> pollNew(Duration timeout) {
    if (noted) {
      noted = false;
      // A wakeup that reaches the commit is meant for the poll, which might not end otherwise.
      consumer.commitSync(COMMIT_BOUND);
    }
    watched.begin();
    List<TaskRecord> records = List.of();
    // A poll that is woken has got a marker, after which nothing is fetched, or is the last one.
    fetching = false;
    try {
      records = records(timeout);
      fetching = records.isEmpty();
    } finally {
      watched.end(!records.isEmpty());
    }
    return records;
  }

  private List<TaskRecord> pollRenewed(Duration timeout) {
    long until = System.nanoTime() + timeout.toNanos();
    // A commit without anything to commit takes note of what the broker has said.
    consumer.commitSync(timeout);
    while (stands(Stand.RENEWING) && System.nanoTime() < until) {
      LockSupport.parkNanos(RENEWAL_CHECK_NANOS);
      consumer.commitSync(timeout);
    }
    return !stands(Stand.RENEWING) && stands(Stand.RENEWED) ? records(Duration.ZERO) : List.of();
  }

  private List<TaskRecord> records(Duration timeout) {
    List<TaskRecord> records = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(timeout)) {
      records.add(take(record));
    }
    return records;
  }

  private TaskRecord take(ConsumerRecord<byte[], byte[]> record) {
    TaskRecord.Place place =
        new TaskRecord.Place(record.topic(), record.partition(), record.offset());
    Held entry = held.computeIfAbsent(place, _ -> new Held(taskRecord(place, record), record));
    entry.original = record;
    entry.stand = Stand.IN_HAND;
    return entry.record;
  }

  private static TaskRecord taskRecord(
      TaskRecord.Place place, ConsumerRecord<byte[], byte[]> record) {
    Map<String, byte[]> headers = new HashMap<>();
    for (Header header : record.headers()) {
      if (header.value() != null) {
        headers.put(header.key(), header.value());
      }
    }
    return new TaskRecord(
        place, record.key(), record.value(), headers, record.deliveryCount().orElse((short) 1));
  }

  @Override
  public boolean isFetching() {
    return fetching;
  }

  @Override
  public void acknowledge(TaskRecord record, Acknowledgement how) {
    Held entry = held.get(record.place());
    if (entry == null || entry.stand != Stand.IN_HAND) {
      throw new IllegalStateException(
          "record %s: %s (expected: in hand)"
              .formatted(record, entry == null ? "unknown" : entry.stand));
    }
    consumer.acknowledge(
        entry.original,
        switch (how) {
          case ACCEPT -> AcknowledgeType.ACCEPT;
          case RELEASE -> AcknowledgeType.RELEASE;
          case RENEW -> AcknowledgeType.RENEW;
        });
    noted = true;
    if (how == Acknowledgement.RENEW) {
      entry.stand = Stand.RENEWING;
    } else {
      held.remove(record.place());
    }
  }

  @Override
  public void commit(Duration bound) {
    noted = false;
    try {
      consumer.commitSync(bound);
    } catch (WakeupException _) {
      // What was noted is on its way; the callback brings the broker's word.
      return;
    }
  }

  @Override
  public List<TaskRecord> takeLost() {
    List<TaskRecord> taken = List.copyOf(lost);
    lost.clear();
    return taken;
  }

  @Override
  public Duration lock() {
    return consumer.acquisitionLockTimeoutMs().map(Duration::ofMillis).orElse(DEFAULT_LOCK);
  }

  @Override
  public void wakeup() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    watched.leave();
    consumer.close(CLOSE_BOUND);
  }

  private boolean renewing() {
    return stands(Stand.RENEWING) || stands(Stand.RENEWED);
  }

  private boolean stands(Stand stand) {
    return held.values().stream().anyMatch(entry -> entry.stand == stand);
  }
}
