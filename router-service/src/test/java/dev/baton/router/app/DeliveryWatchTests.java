package dev.baton.router.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.junit.jupiter.api.Test;

class DeliveryWatchTests {

  private final DeliveryWatch watch = new DeliveryWatch();

  private void fail(int attempt) {
    watch.failedDelivery(ConsumerRecords.empty(), new IllegalStateException("no broker"), attempt);
  }

  @Test
  void tellsAFaultOnceItLasts() {
    fail(DeliveryWatch.TOLERATED_FAILURES);
    assertThat(watch.fault()).isEmpty();

    fail(DeliveryWatch.TOLERATED_FAILURES + 1);
    assertThat(watch.fault())
        .contains("batch failed 6 times, last with java.lang.IllegalStateException: no broker");
  }

  @Test
  void forgetsTheFaultWhenABatchGoesThrough() {
    fail(DeliveryWatch.TOLERATED_FAILURES + 1);

    watch.around(_ -> {}).onMessage(List.of());

    assertThat(watch.fault()).isEmpty();
  }
}
