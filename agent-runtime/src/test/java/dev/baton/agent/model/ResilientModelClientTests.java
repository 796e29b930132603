package dev.baton.agent.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.baton.agent.failure.TaskFailureException;
import dev.baton.schemas.FailureClass;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ResilientModelClientTests {

  private static final ModelRequest REQUEST =
      new ModelRequest("draft", "", List.of(), List.of(), Optional.empty(), 10);
  private static final ModelReply REPLY = new ModelReply("m", "text", List.of(), 1, 1, 0);
  private static final ModelResilience BOUNDS =
      new ModelResilience(
          Duration.ofSeconds(10), 1, Duration.ofMillis(20), 50, 4, Duration.ofMinutes(1));

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger calls = new AtomicInteger();

  @AfterEach
  void close() {
    executor.shutdownNow();
  }

  @FunctionalInterface
  private interface Answer {
    ModelReply answer() throws InterruptedException;
  }

  @Test
  void passesTheReplyOn() throws InterruptedException {
    assertThat(client(() -> REPLY).call(REQUEST, soon())).isEqualTo(REPLY);
  }

  @Test
  void endsACallAtItsDeadlineAndInterruptsIt() {
    CountDownLatch interrupted = new CountDownLatch(1);
    ResilientModelClient hanging =
        client(() -> {
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.countDown();
            throw e;
          }
          return REPLY;
        });

    assertFailure(hanging, Instant.now().plusMillis(30), FailureClass.TIMEOUT);
    await().until(() -> interrupted.getCount() == 0);
  }

  @Test
  void makesNoCallAfterTheDeadline() {
    assertFailure(client(() -> REPLY), Instant.now().minusMillis(1), FailureClass.TIMEOUT);
    assertThat(calls).hasValue(0);
  }

  @Test
  void neverTriesAgainByItself() {
    assertFailure(client(() -> fail(FailureClass.TRANSIENT)), soon(), FailureClass.TRANSIENT);
    assertThat(calls).hasValue(1);
  }

  @Test
  void opensItsCircuitAfterManyFailuresOfTheModel() {
    ResilientModelClient broken = client(() -> fail(FailureClass.TRANSIENT));
    for (int i = 0; i < 4; i++) {
      assertFailure(broken, soon(), FailureClass.TRANSIENT);
    }

    assertThat(broken.available()).isFalse();
    assertFailure(broken, soon(), FailureClass.TRANSIENT);
    assertThat(calls).as("an open circuit lets nothing through").hasValue(4);
  }

  @Test
  void keepsItsCircuitClosedWhenTheModelRefuses() {
    ResilientModelClient refusing = client(() -> fail(FailureClass.REFUSED));
    for (int i = 0; i < 8; i++) {
      assertFailure(refusing, soon(), FailureClass.REFUSED);
    }

    assertThat(refusing.available()).isTrue();
  }

  @Test
  void boundsTheCallsSideBySide() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch finish = new CountDownLatch(1);
    ResilientModelClient busy =
        client(() -> {
          begun.countDown();
          finish.await();
          return REPLY;
        });
    Future<ModelReply> first = executor.submit(() -> busy.call(REQUEST, soon()));
    begun.await();

    assertFailure(busy, soon(), FailureClass.TRANSIENT);
    finish.countDown();
    assertThat(first.get()).isEqualTo(REPLY);
    assertThat(calls).hasValue(1);
  }

  @Test
  void asksNobodyWhileTheProviderWantsAPause() {
    ResilientModelClient resting =
        client(() -> {
          throw new TaskFailureException(FailureClass.TRANSIENT, "busy", Duration.ofMinutes(1));
        });

    assertFailure(resting, soon(), FailureClass.TRANSIENT);
    assertThat(resting.available()).isFalse();
    assertThatThrownBy(() -> resting.call(REQUEST, soon()))
        .hasMessageContaining("its provider asked for a pause");
    assertThat(calls).hasValue(1);
  }

  private ResilientModelClient client(Answer answer) {
    ModelClient model =
        new ModelClient() {
          @Override
          public String name() {
            return "m";
          }

          @Override
          public ModelReply call(ModelRequest request, Instant deadline)
              throws InterruptedException {
            calls.incrementAndGet();
            return answer.answer();
          }
        };
    return new ResilientModelClient(model, BOUNDS, Clock.systemUTC(), executor);
  }

  private static ModelReply fail(FailureClass failureClass) {
    throw new TaskFailureException(failureClass, "as told");
  }

  private static Instant soon() {
    return Instant.now().plusSeconds(10);
  }

  private static void assertFailure(ModelClient client, Instant deadline, FailureClass expected) {
    assertThatThrownBy(() -> client.call(REQUEST, deadline))
        .isInstanceOfSatisfying(
            TaskFailureException.class,
            failure -> assertThat(failure.failureClass()).isEqualTo(expected));
  }
}
