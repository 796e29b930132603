package dev.baton.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class LearningTests {

  @Test
  void looksAgainUntilItIsThere() throws Exception {
    AtomicInteger looks = new AtomicInteger();
    Learning.STANDARD.await("a topic", () -> looks.incrementAndGet() == 3);
    assertThat(looks).hasValue(3);
  }

  @Test
  void saysWhatIsNotThereInTime() {
    assertThatThrownBy(() -> new Learning(Duration.ofMillis(30)).await("a topic", () -> false))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOf(TimeoutException.class)
        .hasMessage("a topic not there 30 ms after it was set (expected: sooner)");
  }
}
