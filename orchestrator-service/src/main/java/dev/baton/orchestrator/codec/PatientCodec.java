package dev.baton.orchestrator.codec;

import dev.baton.schemas.BudgetEvent;
import dev.baton.schemas.Result;
import dev.baton.schemas.RunEvent;
import dev.baton.schemas.TenantBudget;
import dev.baton.serde.Decoded;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Waits for an absent registry, for a bounded time: a record is never given up because of it. */
public final class PatientCodec implements Codec {

  private static final Duration FIRST_WAIT = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  private final Codec codec;
  private final Duration patience;

  /**
   * A codec over another one.
   *
   * @param codec does the work
   * @param patience longest wait in all; shorter than the transaction timeout, or the broker aborts
   *     the open transaction
   */
  public PatientCodec(Codec codec, Duration patience) {
    this.codec = codec;
    this.patience = patience;
  }

  @Override
  public Decoded<RunEvent> runEvent(String topic, byte @Nullable [] value) {
    return patiently(() -> codec.runEvent(topic, value));
  }

  @Override
  public Decoded<Result> result(String topic, byte @Nullable [] value) {
    return patiently(() -> codec.result(topic, value));
  }

  @Override
  public Decoded<BudgetEvent> budgetEvent(String topic, byte @Nullable [] value) {
    return patiently(() -> codec.budgetEvent(topic, value));
  }

  @Override
  public Decoded<TenantBudget> tenantBudget(String topic, byte @Nullable [] value) {
    return patiently(() -> codec.tenantBudget(topic, value));
  }

  @Override
  public byte[] encode(String topic, SpecificRecord value) {
    return patiently(() -> codec.encode(topic, value));
  }

  private <T> T patiently(Supplier<T> call) {
    long giveUp = System.nanoTime() + patience.toNanos();
    Duration wait = FIRST_WAIT;
    while (true) {
      try {
        return call.get();
      } catch (CodecUnavailableException e) {
        if (System.nanoTime() + wait.toNanos() > giveUp) {
          throw e;
        }
        pause(wait, e);
        wait =
            wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
      }
    }
  }

  private static void pause(Duration wait, CodecUnavailableException failure) {
    try {
      Thread.sleep(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure;
    }
  }

  @Override
  public void close() {
    codec.close();
  }
}
