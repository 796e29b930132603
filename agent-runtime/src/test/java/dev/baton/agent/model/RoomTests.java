package dev.baton.agent.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.baton.agent.failure.TaskFailureException;
import dev.baton.schemas.FailureClass;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How far calls are let through while models fail, by a driven clock. */
class RoomTests {

  private static final ModelRequest REQUEST =
      new ModelRequest("draft", "", List.of(), List.of(), Optional.empty(), 10);

  private static final ModelResilience BOUNDS =
      new ModelResilience(
          Duration.ofMinutes(5), 4, Duration.ofMillis(10), 50, 4, Duration.ofSeconds(15));

  /** The circuit's time and the millisecond after it. */
  private static final Duration OPEN_FOR = BOUNDS.openFor().plusMillis(1);

  private final TestClock clock = new TestClock();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger closings = new AtomicInteger();
  private volatile Optional<Duration> pause = Optional.empty();
  private volatile boolean well;
  private final ResilientModelClient failing = client(() -> well);
  private final TierModel alone = tier(failing);

  @AfterEach
  void close() {
    executor.shutdownNow();
  }

  @Test
  void isNoneWhileTheCircuitIsOpenThenOneToTryThenFree() {
    assertThat(alone.room()).isEqualTo(Room.FREE);
    failUntilOpen();

    assertThat(alone.room()).isEqualTo(Room.NONE);
    assertThat(alone.reopensAt()).isEqualTo(clock.instant().plus(OPEN_FOR));
    assertThat(closings).hasValue(1);
    clock.forward(OPEN_FOR);
    assertThat(alone.room()).isEqualTo(Room.ONE_TO_TRY);
    well = true;
    assertThat(failure()).isNull();
    assertThat(alone.room()).isEqualTo(Room.FREE);
  }

  @Test
  void isNoneAgainAfterATryThatFailed() {
    failUntilOpen();
    clock.forward(OPEN_FOR);
    failure();

    assertThat(alone.room()).isEqualTo(Room.NONE);
    assertThat(alone.reopensAt()).isEqualTo(clock.instant().plus(OPEN_FOR));
    assertThat(failure().retryAfter()).contains(OPEN_FOR);
  }

  @Test
  void isNoneForAsLongAsTheProviderWantsToBeLeftAlone() {
    pause = Optional.of(Duration.ofSeconds(40));
    failure();

    assertThat(alone.room()).isEqualTo(Room.NONE);
    assertThat(alone.reopensAt()).isEqualTo(clock.instant().plusSeconds(40));
    clock.forward(Duration.ofSeconds(40));
    assertThat(alone.room()).isEqualTo(Room.FREE);
  }

  @Test
  void isFreeWhileAnotherModelOfTheTierIsWell() {
    failUntilOpen();

    assertThat(new TierModel(List.of(failing, client(() -> true)), clock).room())
        .isEqualTo(Room.FREE);
  }

  private void failUntilOpen() {
    for (int i = 0; i < 4; i++) {
      failure();
    }
  }

  private TaskFailureException failure() {
    return catchThrowableOfType(
        TaskFailureException.class, () -> alone.call(REQUEST, clock.instant().plusSeconds(10)));
  }

  private TierModel tier(ResilientModelClient model) {
    TierModel tier = new TierModel(List.of(model), clock);
    tier.listen(closings::incrementAndGet);
    return tier;
  }

  private ResilientModelClient client(java.util.function.BooleanSupplier answers) {
    ModelClient model =
        new ModelClient() {
          @Override
          public String name() {
            return "m";
          }

          @Override
          public ModelReply call(ModelRequest request, Instant deadline) {
            if (answers.getAsBoolean()) {
              return new ModelReply("m", "yes", List.of(), 1, 1, 0);
            }
            throw pause
                .map(wait -> new TaskFailureException(FailureClass.TRANSIENT, "busy", wait))
                .orElseGet(() -> new TaskFailureException(FailureClass.TRANSIENT, "overloaded"));
          }
        };
    return new ResilientModelClient(
        model, Optional.empty(), new CallGuards(BOUNDS, AccountQuota.WHOLE, clock, executor));
  }
}
