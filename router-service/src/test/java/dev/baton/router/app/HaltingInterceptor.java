package dev.baton.router.app;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Ends its process without warning at a chosen moment in the life of a request: no hook runs, no
 * buffer is flushed, no offset is committed, as after a kill -9. Kafka calls it on the threads that
 * do the work, so the moment is exact.
 */
public final class HaltingInterceptor
    implements ConsumerInterceptor<byte[], byte[]>, ProducerInterceptor<byte[], byte[]> {

  /** What a process ends with that is killed. */
  static final int EXIT_CODE = 137;

  private static final String PROPERTY = "baton.halt";
  private static final AtomicInteger CONSUMED = new AtomicInteger();
  private static final AtomicInteger SENT = new AtomicInteger();
  private static final AtomicInteger ACKNOWLEDGED = new AtomicInteger();

  /** A moment in the life of a request. */
  enum Moment {
    /** It is read, nothing is decided. */
    CONSUMED,
    /** It is decided, and those before it are sent; it is not. */
    SENDING,
    /** The broker has it; its offset is not committed. */
    ACKNOWLEDGED,
    /** Its offset is committed. */
    COMMITTED;

    /** The option of a process that ends at this moment of the nth request that it reads. */
    String option(int nth) {
      return "-D" + PROPERTY + "=" + this + ":" + nth;
    }
  }

  private static void halt(Moment moment, int count) {
    List<String> wanted = List.of(System.getProperty(PROPERTY, "none:0").split(":", -1));
    if (wanted.getFirst().equals(moment.toString())
        && count >= Integer.parseInt(wanted.getLast())) {
      System.err.printf(Locale.ROOT, "halted at %s of request %d%n", moment, count);
      Runtime.getRuntime().halt(EXIT_CODE);
    }
  }

  @Override
  public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
    int requests = 0;
    for (TopicPartition partition : records.partitions()) {
      requests += partition.topic().endsWith("requests") ? records.records(partition).size() : 0;
    }
    if (requests > 0) {
      halt(Moment.CONSUMED, CONSUMED.addAndGet(requests));
    }
    return records;
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
    halt(Moment.COMMITTED, CONSUMED.get());
  }

  @Override
  public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
    halt(Moment.SENDING, SENT.incrementAndGet());
    return record;
  }

  @Override
  public void onAcknowledgement(@Nullable RecordMetadata metadata, @Nullable Exception exception) {
    halt(Moment.ACKNOWLEDGED, ACKNOWLEDGED.incrementAndGet());
  }

  @Override
  public void close() {}

  @Override
  public void configure(Map<String, ?> configs) {}
}
