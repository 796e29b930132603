package dev.baton.router.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.router.kafka.InboundSignals.Fault;
import dev.baton.schemas.Signal;
import dev.baton.schemas.SignalKind;
import dev.baton.topics.TopicNames;
import io.opentelemetry.api.trace.SpanContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.mock.MockProducerFactory;

class InboundSignalsTests {

  private static final String RUN = "0f8fad5b-d9cb-469f-a165-70867728950e";

  private final MockProducer<byte[], byte[]> producer = new OpenProducer();
  private final RunEvents runs =
      new RunEvents(
          new KafkaTemplate<>(new MockProducerFactory<>(() -> producer)),
          (_, event) -> event.toString().getBytes(StandardCharsets.UTF_8),
          TopicNames.standard().runs());
  private final InboundSignals signals = new InboundSignals(runs, () -> Instant.EPOCH, 1_000);

  private Optional<Fault> fault(String runId, SignalKind kind, int bytes) {
    return signals.faultOf(Signal.newBuilder().setRunId(runId).setKind(kind).build(), bytes);
  }

  @Test
  void whatIsKeptInARunsStateIsShort() {
    Signal.Builder signal =
        Signal.newBuilder()
            .setRunId("0b0c1a52-5d0c-5b6e-8f0e-3a1b2c3d4e5f")
            .setKind(SignalKind.APPROVE);

    assertThat(signals.faultOf(signal.setBy("x".repeat(256)).build(), 10)).isEmpty();
    assertThat(signals.faultOf(signal.setBy("x".repeat(257)).build(), 10))
        .contains(new Fault("invalid", "by: 257 characters (expected: at most 256)"));
    assertThat(signals.faultOf(signal.setBy("me").setStep("s".repeat(300)).build(), 10))
        .contains(new Fault("invalid", "step: 300 characters (expected: at most 256)"));
    assertThat(signals.faultOf(signal.setStep("ok").setSignalId("i".repeat(999)).build(), 10))
        .contains(new Fault("invalid", "signalId: 999 characters (expected: at most 256)"));
  }

  @Test
  void takesAKnownKindForARunId() {
    assertThat(fault(RUN, SignalKind.PAUSE, 1_000)).isEmpty();
  }

  @Test
  void findsWhatIsWrong() {
    assertThat(fault(RUN, SignalKind.PAUSE, 1_001))
        .contains(new Fault("too-large", "signal: 1001 bytes (expected: at most 1000)"));
    assertThat(fault(RUN, SignalKind.UNKNOWN, 1))
        .contains(
            new Fault(
                "invalid",
                "kind: UNKNOWN (expected: CANCEL, PAUSE, RESUME, APPROVE, DENY or INPUT)"));
    assertThat(fault("", SignalKind.PAUSE, 1)).get().extracting(Fault::cause).isEqualTo("invalid");
    assertThat(fault("0f8fad5b-d9cb-469f-a165-7086772895-0", SignalKind.PAUSE, 1))
        .get()
        .extracting(Fault::cause)
        .isEqualTo("invalid");
  }

  @Test
  void theSameRecordTwiceIsTheSameSignal() {
    Signal signal = Signal.newBuilder().setRunId(RUN).setKind(SignalKind.PAUSE).build();
    Origin origin = new Origin("default", "baton.signals", "topic-id", 0, 7);

    signals.forward(signal, origin, SpanContext.getInvalid()).join();
    signals.forward(signal, origin, SpanContext.getInvalid()).join();
    signals
        .forward(
            signal,
            new Origin("default", "baton.signals", "topic-id", 0, 8),
            SpanContext.getInvalid())
        .join();

    assertThat(producer.history()).hasSize(3);
    assertThat(producer.history().get(0).value())
        .isEqualTo(producer.history().get(1).value())
        .isNotEqualTo(producer.history().get(2).value());
  }

  /** Stays open where the template closes it after each send. */
  private static final class OpenProducer extends MockProducer<byte[], byte[]> {

    OpenProducer() {
      super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void close(Duration timeout) {}
  }
}
