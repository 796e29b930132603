package dev.baton.orchestrator.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;

class ThreadPacerTests {

  private static final Duration LONG = Duration.ofMillis(500);
  private static final Duration LINGER = Duration.ofMillis(1);

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final ThreadPacer pacer = new ThreadPacer(LINGER, () -> now);
  private final MockProcessorContext<byte[], Outgoing> context = new MockProcessorContext<>();
  private final TimerAlarm alarm =
      new TimerAlarm(context, Duration.ofMillis(50), () -> pacer, () -> {});

  @Test
  void pollsLongAtRest() {
    assertThat(pacer.pollTime(LONG)).isEqualTo(LONG);
  }

  @Test
  void commitsWhenAPollBringsNothingMore() {
    pacer.worked(context);
    assertThat(pacer.pollTime(LONG)).isEqualTo(LINGER);
    assertThat(context.committed()).isFalse();

    pacer.idle();

    assertThat(context.committed()).isTrue();
    assertThat(pacer.pollTime(LONG)).isEqualTo(LONG);
  }

  @Test
  void leavesWhatIsCommittedAlone() {
    pacer.worked(context);
    pacer.committed();

    pacer.idle();

    assertThat(context.committed()).isFalse();
  }

  @Test
  void pollsNoLongerThanUntilTheNextAlarm() {
    alarm.setNoLaterThan(now.plusMillis(200));
    assertThat(pacer.pollTime(LONG)).isEqualTo(Duration.ofMillis(200));

    now = now.plusMillis(150);
    assertThat(pacer.pollTime(LONG)).isEqualTo(Duration.ofMillis(50));
    alarm.cancel();
    assertThat(pacer.pollTime(LONG)).isEqualTo(LONG);
  }

  @Test
  void doesNotSpinWhenAnAlarmIsOverdue() {
    alarm.setNoLaterThan(now.plusMillis(200));

    now = now.plusSeconds(10);

    assertThat(pacer.pollTime(LONG)).isPositive();
  }
}
