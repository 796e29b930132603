package dev.baton.orchestrator.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.schemas.BudgetEvent;
import dev.baton.schemas.Result;
import dev.baton.schemas.RunEvent;
import dev.baton.schemas.TenantBudget;
import dev.baton.serde.Decoded;
import java.io.IOException;
import java.time.Duration;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PatientCodecTests {

  private final FlakyCodec flaky = new FlakyCodec();

  @Test
  void triesAgainUntilTheRegistryAnswers() {
    flaky.failures = 2;

    Decoded<Result> decoded =
        new PatientCodec(flaky, Duration.ofSeconds(5)).result("t", new byte[0]);

    assertThat(decoded).isInstanceOf(Decoded.Poison.class);
    assertThat(flaky.calls).isEqualTo(3);
  }

  @Test
  void givesUpWhenItsPatienceIsSpent() {
    flaky.failures = Integer.MAX_VALUE;
    PatientCodec codec = new PatientCodec(flaky, Duration.ofMillis(150));

    assertThatThrownBy(() -> codec.runEvent("t", new byte[0]))
        .isInstanceOf(CodecUnavailableException.class);
    assertThat(flaky.calls).isEqualTo(2);
  }

  @Test
  void stopsWaitingWhenItIsInterrupted() {
    flaky.failures = Integer.MAX_VALUE;
    PatientCodec codec = new PatientCodec(flaky, Duration.ofHours(1));
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> codec.runEvent("t", new byte[0]))
        .isInstanceOf(CodecUnavailableException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void lendsACodecAgainAfterUse() {
    CodecPool pool = new CodecPool(FlakyCodec::new);
    Codec[] seen = new Codec[3];
    pool.use(outer -> {
      seen[0] = outer;
      pool.use(inner -> seen[1] = inner);
    });
    pool.use(codec -> seen[2] = codec);

    assertThat(seen[1]).isNotSameAs(seen[0]);
    assertThat(seen[2]).isIn(seen[0], seen[1]);
  }

  private static final class FlakyCodec implements Codec {

    private int failures;
    private int calls;

    @Override
    public Decoded<RunEvent> runEvent(String topic, byte @Nullable [] value) {
      return answer();
    }

    @Override
    public Decoded<Result> result(String topic, byte @Nullable [] value) {
      return answer();
    }

    @Override
    public Decoded<BudgetEvent> budgetEvent(String topic, byte @Nullable [] value) {
      return answer();
    }

    @Override
    public Decoded<TenantBudget> tenantBudget(String topic, byte @Nullable [] value) {
      return answer();
    }

    private <T> Decoded<T> answer() {
      calls++;
      if (calls <= failures) {
        throw new CodecUnavailableException("no answer", new IOException("refused"));
      }
      return new Decoded.Poison<>("undecodable", "empty");
    }

    @Override
    public byte[] encode(String topic, SpecificRecord value) {
      return new byte[0];
    }

    @Override
    public void close() {}
  }
}
