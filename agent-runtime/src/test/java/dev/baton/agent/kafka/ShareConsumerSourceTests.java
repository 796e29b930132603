package dev.baton.agent.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.agent.slot.Acknowledgement;
import dev.baton.agent.slot.TaskRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.Test;

class ShareConsumerSourceTests {

  private static final Duration LONG = Duration.ofSeconds(30);

  @Test
  void aWakeupThatReachesTheCommitBeforeAPollEndsThePoll() {
    Woken consumer = new Woken();
    ShareConsumerSource source = new ShareConsumerSource(consumer, new MarkerWatch("watch"));
    consumer.subscribe(List.of("tasks"));
    consumer.addRecord(new ConsumerRecord<>("tasks", 0, 0, new byte[0], new byte[0]));
    TaskRecord record = source.poll(LONG).getFirst();
    source.acknowledge(record, Acknowledgement.ACCEPT);

    source.wakeup();

    assertThat(source.poll(LONG)).isEmpty();
    assertThat(consumer.polls).as("polls, each of which may take its time").isEqualTo(1);
    assertThat(source.poll(LONG)).isEmpty();
    assertThat(consumer.polls).isEqualTo(2);
    source.close();
  }

  /** A consumer whose commit ends by a wakeup, as a real one's does. */
  private static final class Woken extends MockShareConsumer<byte[], byte[]> {
    private boolean woken;
    private int polls;

    @Override
    public synchronized void wakeup() {
      woken = true;
    }

    @Override
    public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      polls++;
      return super.poll(timeout);
    }

    @Override
    public synchronized Map<TopicIdPartition, Optional<KafkaException>> commitSync(
        Duration timeout) {
      if (woken) {
        woken = false;
        throw new WakeupException();
      }
      return super.commitSync(timeout);
    }

    @Override
    public synchronized Map<MetricName, ? extends Metric> metrics() {
      MetricName name = new MetricName("acknowledgements-send-total", "", "", Map.of());
      return Map.of(
          name,
          new Metric() {
            @Override
            public MetricName metricName() {
              return name;
            }

            @Override
            public Object metricValue() {
              return 0.0;
            }
          });
    }
  }
}
