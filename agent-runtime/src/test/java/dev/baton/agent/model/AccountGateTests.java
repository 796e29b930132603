package dev.baton.agent.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.baton.agent.failure.TaskFailureException;
import dev.baton.schemas.FailureClass;
import dev.baton.serde.ContractClasses;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccountGateTests {

  static {
    ContractClasses.trust();
  }

  private final TestClock clock = new TestClock();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void close() {
    executor.shutdownNow();
  }

  @Test
  void countsRequestsAndTokensOfTheLastMinute() throws Exception {
    AccountGate gate = gate(2, 1000, AccountQuota.WHOLE);
    gate.enter(600, soon()).settle(100);
    clock.forward(Duration.ofSeconds(20));
    gate.enter(600, soon());

    assertThat(gate.use().getRequests()).isEqualTo(2);
    assertThat(gate.use().getTokens()).as("one settled, one estimated").isEqualTo(700);
    clock.forward(Duration.ofSeconds(40));
    assertThat(gate.use().getRequests()).isEqualTo(1);
  }

  @Test
  void saysAtOnceHowLongToWaitWhereTheDeadlineIsSooner() throws Exception {
    AccountGate gate = gate(1, 1000, AccountQuota.WHOLE);
    gate.enter(1, soon());
    clock.forward(Duration.ofSeconds(15));

    TaskFailureException late =
        catchThrowableOfType(
            TaskFailureException.class, () -> gate.enter(1, clock.instant().plusSeconds(30)));
    assertThat(late.failureClass()).isEqualTo(FailureClass.TRANSIENT);
    assertThat(late.retryAfter()).contains(Duration.ofSeconds(45));
    assertThat(late)
        .hasMessageContaining("account house: no room for a call of about 1 tokens")
        .hasMessageContaining("1 of 1 requests in the last minute");
  }

  @Test
  void waitsWithinTheDeadline() throws Exception {
    AccountGate gate = gate(10, 1000, AccountQuota.WHOLE);
    gate.enter(900, soon());
    Future<AccountGate.Permit> waiting = executor.submit(() -> gate.enter(500, soon()));
    await()
        .during(Duration.ofMillis(50))
        .atMost(Duration.ofSeconds(5))
        .until(() -> !waiting.isDone());
    clock.forward(Duration.ofSeconds(60));

    await().atMost(Duration.ofSeconds(5)).until(waiting::isDone);
    assertThat(gate.use().getTokens()).isEqualTo(500);
  }

  @Test
  void letsAWaitingCallInOnceAnotherTurnsOutSmaller() throws Exception {
    AccountGate gate = gate(10, 1000, AccountQuota.WHOLE);
    AccountGate.Permit large = gate.enter(900, soon());
    Future<AccountGate.Permit> waiting = executor.submit(() -> gate.enter(500, soon()));
    large.settle(100);

    waiting.get();
    assertThat(gate.use().getTokens()).isEqualTo(600);
  }

  @Test
  void aCallThatNeverFitsIsRefusedOnceItsShareIsKnown() throws Exception {
    AccountGate gate = gate(10, 1000, AccountQuota.WHOLE);
    Future<TaskFailureException> refused =
        executor.submit(
            () -> catchThrowableOfType(TaskFailureException.class, () -> gate.enter(1001, soon())));
    await()
        .during(Duration.ofMillis(50))
        .atMost(Duration.ofSeconds(5))
        .until(() -> !refused.isDone());
    clock.forward(AccountGate.PATIENCE);

    assertThat(refused.get()).hasMessageContaining("0 of 1000 tokens in the last minute");
  }

  @Test
  void waitsForItsShare() throws Exception {
    int[] share = {0};
    AccountQuota quota =
        new AccountQuota() {
          @Override
          public long allowance(String account, Measure measure, long limit) {
            synchronized (share) {
              return share[0];
            }
          }

          @Override
          public int sharers(String account) {
            return 2;
          }
        };
    AccountGate gate = gate(10, 1000, quota);
    Future<AccountGate.Permit> waiting = executor.submit(() -> gate.enter(10, soon()));
    await()
        .during(Duration.ofMillis(50))
        .atMost(Duration.ofSeconds(5))
        .until(() -> !waiting.isDone());
    synchronized (share) {
      share[0] = 500;
    }

    waiting.get();
    assertThat(gate.use().getSharers()).isEqualTo(2);
  }

  private AccountGate gate(int requests, int tokens, AccountQuota quota) {
    return new AccountGate(
        "house",
        new AccountLimits(Optional.of(requests), Optional.of(tokens), Duration.ofSeconds(30)),
        quota,
        clock);
  }

  private Instant soon() {
    return clock.instant().plus(Duration.ofMinutes(5));
  }
}
