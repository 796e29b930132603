package dev.baton.agent.slot;

import static dev.baton.agent.slot.Acknowledgement.ACCEPT;
import static dev.baton.agent.slot.Acknowledgement.RELEASE;
import static dev.baton.agent.slot.Acknowledgement.RENEW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.schemas.Abandoned;
import dev.baton.schemas.Control;
import dev.baton.schemas.FailureClass;
import dev.baton.schemas.TaskFailed;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * The slot's rules, with a driven clock, a source that keeps the share group's rules, and
 * executions that the test ends.
 */
class SlotGroupTests {

  private final SlotScene scene = new SlotScene(2);

  @Test
  void acknowledgesATaskOnlyAfterItsResultIsSafe() {
    TaskRecord task = scene.deliver("a");
    scene.steps(3);

    assertThat(scene.source.acknowledged()).as("still working").isEmpty();
    assertThat(scene.runner.performed()).containsExactly("a");

    scene.runner.end("a", Disposition.SAID);
    scene.steps(1);

    assertThat(scene.source.acknowledged()).containsExactly(task + " ACCEPT");
  }

  @Test
  void acceptsWhatWasSaidAndReleasesOnlyWhatCouldNotBeSaid() {
    TaskRecord said = scene.deliver("said");
    TaskRecord unsaid = scene.deliver("unsaid");
    scene.steps(2);

    scene.runner.end("said", Disposition.SAID);
    scene.runner.end("unsaid", Disposition.UNSAID);
    scene.steps(1);

    assertThat(scene.source.acknowledged())
        .containsExactlyInAnyOrder(said + " " + ACCEPT, unsaid + " " + RELEASE);
  }

  @Test
  void neverPollsWhileARecordIsInHand() {
    scene.deliver("a");
    scene.steps(2);
    int polls = scene.source.polls();

    scene.steps(5);

    assertThat(scene.source.polls()).isEqualTo(polls);
  }

  @Test
  void worksOnTheRecordsOfOnePollSideBySideWithinItsTurns() {
    scene.deliver("a");
    scene.deliver("b");
    scene.deliver("c");
    scene.steps(2);

    assertThat(scene.runner.performed()).containsExactly("a", "b");

    scene.runner.end("a", Disposition.SAID);
    scene.steps(2);

    assertThat(scene.runner.performed()).containsExactly("a", "b", "c");
  }

  @Test
  void commitsFinishedRecordsThoughOthersOfTheirPollStillRun() {
    scene.deliver("quick");
    scene.deliver("slow");
    scene.steps(2);
    scene.runner.end("quick", Disposition.SAID);
    scene.steps(1);
    int commits = scene.source.commits();

    scene.clock.forward(SlotLimits.DEFAULT.commitEvery());
    scene.steps(1);

    assertThat(scene.source.commits()).isEqualTo(commits + 1);
    assertThat(scene.source.committed()).containsExactly("quick-0@0 ACCEPT");
  }

  @Nested
  class WhenALockRunsOut {

    @Test
    void renewsItAtAThirdAndAcknowledgesNothingUntilTheRecordIsBack() {
      TaskRecord task = scene.deliver("a");
      scene.steps(2);
      scene.source.holdBack();

      scene.clock.forward(FakeTaskSource.LOCK.dividedBy(3));
      scene.steps(1);
      assertThat(scene.source.acknowledged()).containsExactly(task + " " + RENEW);
      assertThat(scene.group.state()).isInstanceOf(SlotState.Renewing.class);

      scene.runner.end("a", Disposition.SAID);
      scene.steps(3);
      assertThat(scene.source.acknowledged()).as("not in hand").containsExactly(task + " " + RENEW);

      scene.source.letBack();
      scene.steps(2);
      assertThat(scene.source.acknowledged())
          .containsExactly(task + " " + RENEW, task + " " + ACCEPT);
    }

    @Test
    void keepsALongTaskThroughManyLocks() {
      TaskRecord task = scene.deliver("a");
      scene.steps(2);

      for (int third = 0; third < 30; third++) {
        scene.clock.forward(FakeTaskSource.LOCK.dividedBy(3));
        scene.steps(3);
      }
      scene.runner.end("a", Disposition.SAID);
      scene.steps(2);

      assertThat(scene.source.expired()).isEmpty();
      assertThat(scene.source.acknowledged()).filteredOn((task + " " + RENEW)::equals).hasSize(30);
      assertThat(scene.source.acknowledged()).endsWith(task + " " + ACCEPT);
    }

    @Test
    void endsTheWorkWhenTheBrokerSaysThatTheLockIsLost() {
      TaskRecord task = scene.deliver("a");
      scene.steps(2);
      scene.source.lose(task);

      scene.clock.forward(FakeTaskSource.LOCK.dividedBy(3));
      scene.steps(2);

      assertThat(scene.runner.cancelled("a")).contains(new CancelCause.LockLost());
      assertThat(scene.source.acknowledged()).containsExactly(task + " " + RENEW);
      assertThat(scene.group.state()).isInstanceOf(SlotState.Idle.class);
      assertThat(scene.turns.taken()).isZero();
    }

    @Test
    void takesARecordThatDoesNotComeBackForLost() {
      scene.deliver("a");
      scene.steps(2);
      scene.source.holdBack();
      scene.clock.forward(FakeTaskSource.LOCK.dividedBy(3));
      scene.steps(1);

      scene.clock.forward(FakeTaskSource.LOCK);
      scene.steps(1);

      assertThat(scene.runner.cancelled("a")).contains(new CancelCause.LockLost());
      assertThat(scene.group.state()).isInstanceOf(SlotState.Idle.class);
    }
  }

  @Nested
  class WhenWorkWouldBePointless {

    @Test
    void answersATaskThatWaitedTooLongWithoutWorkingOnIt() {
      scene.deliver(scene.task("a").setStartBy(scene.clock.instant().minusMillis(1)).build());
      scene.steps(2);

      assertThat(scene.runner.performed()).isEmpty();
      assertThat(failure("a")).isEqualTo(FailureClass.OVERLOAD);
    }

    @Test
    void answersATaskWhoseRunIsOverTimeWithoutWorkingOnIt() {
      scene.deliver(scene.task("a").setDeadline(scene.clock.instant()).build());
      scene.steps(2);

      assertThat(scene.runner.performed()).isEmpty();
      assertThat(failure("a")).isEqualTo(FailureClass.TIMEOUT);
    }

    @Test
    void answersACancelledTaskWithoutWorkingOnItAndAcceptsIt() {
      scene.cancellations.add(cancel("run-a", null, Integer.MAX_VALUE));
      TaskRecord task = scene.deliver("a");
      scene.steps(2);

      assertThat(scene.runner.performed()).isEmpty();
      assertThat(scene.runner.answered("a"))
          .isEqualTo(new Abandoned("cancelled: no longer wanted"));
      assertThat(scene.source.acknowledged()).as("before the answer is safe").isEmpty();

      scene.runner.end("a", Disposition.SAID);
      scene.steps(1);
      assertThat(scene.source.acknowledged()).containsExactly(task + " " + ACCEPT);
    }

    @Test
    void worksOnAnAttemptThatIsNewerThanTheCancelledOnes() {
      scene.cancellations.add(cancel("run-a", "a", 1));
      scene.deliver(scene.task("a").setAttempt(2).build());
      scene.steps(2);

      assertThat(scene.runner.performed()).containsExactly("a");
    }

    @Test
    void endsWorkUnderWayThatIsCancelled() {
      scene.deliver("a");
      scene.steps(2);

      scene.cancellations.add(cancel("run-a", null, Integer.MAX_VALUE));
      scene.steps(1);

      assertThat(scene.signals).as("a cancellation wakes the group").isPositive();
      assertThat(scene.runner.cancelled("a"))
          .contains(new CancelCause.Cancelled("no longer wanted"));
    }

    private FailureClass failure(String task) {
      return ((TaskFailed) scene.runner.answered(task)).getFailureClass();
    }
  }

  @Nested
  class WhenWorkTakesLong {

    @Test
    void announcesItOnce() {
      scene.deliver("a");
      scene.steps(2);
      assertThat(scene.runner.announced("a")).isZero();

      scene.clock.forward(Duration.ofSeconds(10));
      scene.steps(5);

      assertThat(scene.runner.announced("a")).isEqualTo(1);
    }

    @Test
    void endsItAtItsTimeoutCountedFromTheStartAndLeavesItBehindIfItIgnoresThat() {
      scene.deliver(scene.task("a").setTimeoutMillis(20_000).build());
      scene.steps(2);
      scene.clock.forward(Duration.ofMillis(19_999));
      scene.steps(3);
      assertThat(scene.runner.cancelled("a")).isEmpty();

      scene.clock.forward(Duration.ofMillis(1));
      scene.steps(3);
      assertThat(scene.runner.cancelled("a")).get().isInstanceOf(CancelCause.TimedOut.class);
      assertThat(scene.runner.abandoned("a")).isZero();

      scene.clock.forward(SlotLimits.DEFAULT.interruptGrace());
      scene.steps(5);
      assertThat(scene.runner.abandoned("a")).isEqualTo(1);
    }

    @Test
    void waitsNoLongerThanUntilTheNextThingToDo() {
      scene.deliver(scene.task("a").setTimeoutMillis(100).build());
      scene.steps(1);

      Duration wait = scene.group.step();

      assertThat(wait).isEqualTo(Duration.ofMillis(100));
    }
  }

  @Nested
  class WhenARecordIsNoTask {

    @Test
    void acceptsItOnlyAfterItsDeadLetterIsSafe() {
      TaskRecord poison = scene.deliverPoison("bad");
      scene.steps(3);
      assertThat(scene.runner.buried()).containsExactly(poison);
      assertThat(scene.source.acknowledged()).isEmpty();

      scene.runner.end(poison.toString(), Disposition.SAID);
      scene.steps(1);

      assertThat(scene.source.acknowledged()).containsExactly(poison + " " + ACCEPT);
    }

    @Test
    void waitsForASchemaRegistryThatDoesNotAnswer() {
      scene.registryDown = true;
      TaskRecord task = scene.deliver("a");
      scene.steps(3);
      assertThat(scene.runner.buried()).isEmpty();
      assertThat(scene.source.acknowledged()).isEmpty();

      scene.registryDown = false;
      scene.clock.forward(Duration.ofSeconds(5));
      scene.steps(2);
      scene.runner.end("a", Disposition.SAID);
      scene.steps(1);

      assertThat(scene.source.acknowledged()).containsExactly(task + " " + ACCEPT);
    }
  }

  @Nested
  class WhenItDrains {

    @Test
    void finishesWorkUnderWayAndGivesBackWhatHasNotBegun() {
      TaskRecord first = scene.deliver("a");
      TaskRecord second = scene.deliver("b");
      TaskRecord third = scene.deliver("c");
      scene.steps(2);

      scene.group.drain(scene.clock.instant().plusSeconds(10));
      scene.steps(1);
      assertThat(scene.source.acknowledged()).containsExactly(third + " " + RELEASE);

      scene.runner.end("a", Disposition.SAID);
      scene.runner.end("b", Disposition.SAID);
      scene.steps(2);

      assertThat(scene.source.acknowledged()).contains(first + " " + ACCEPT, second + " " + ACCEPT);
      assertThat(scene.group.state()).isInstanceOf(SlotState.Closed.class);
      assertThat(scene.source.closed()).isTrue();
    }

    @Test
    void saysAfterTheGracePeriodThatWorkIsAbandoned() {
      scene.deliver("a");
      scene.steps(2);
      scene.group.drain(scene.clock.instant().plusSeconds(10));
      scene.steps(1);
      assertThat(scene.runner.cancelled("a")).isEmpty();

      scene.clock.forward(Duration.ofSeconds(10));
      scene.steps(2);

      assertThat(scene.runner.cancelled("a")).contains(new CancelCause.ShutDown());
      assertThat(new CancelCause.ShutDown().body()).get().isInstanceOf(Abandoned.class);
    }

    @Test
    void givesNothingBackThatIsNotInHand() {
      SlotScene narrow = new SlotScene(1);
      TaskRecord working = narrow.deliver("a");
      TaskRecord ready = narrow.deliver("b");
      narrow.steps(2);
      narrow.source.holdBack();
      narrow.clock.forward(FakeTaskSource.LOCK.dividedBy(3));
      narrow.steps(1);
      narrow.group.drain(narrow.clock.instant().plusSeconds(10));
      narrow.steps(2);
      assertThat(narrow.source.acknowledged())
          .containsExactly(working + " " + RENEW, ready + " " + RENEW);

      narrow.source.letBack();
      narrow.steps(2);
      assertThat(narrow.source.acknowledged()).endsWith(ready + " " + RELEASE);
    }

    @Test
    void closesAtOnceWhenIdle() {
      scene.group.drain(scene.clock.instant());
      scene.steps(1);

      assertThat(scene.group.state()).isInstanceOf(SlotState.Closed.class);
      assertThat(scene.source.polls()).isZero();
    }

    @Test
    void keepsWhenItRetiresWhatWasHandedOutOften() {
      SlotScene narrow = new SlotScene(1);
      narrow.deliver("a");
      narrow.deliver("b", SlotLimits.DEFAULT.maxReleases());
      narrow.steps(2);
      narrow.group.retire();
      narrow.steps(1);
      assertThat(narrow.source.acknowledged()).as("its deliveries must not be used up").isEmpty();

      narrow.runner.end("a", Disposition.SAID);
      narrow.steps(2);

      assertThat(narrow.runner.performed()).containsExactly("a", "b");
    }
  }

  @Test
  void failsLoudlyInTheFakeWhenARuleOfTheShareGroupIsBroken() {
    TaskRecord task = scene.deliver("a");
    scene.steps(1);
    scene.source.holdBack();
    scene.source.acknowledge(task, RENEW);

    assertThatThrownBy(() -> scene.source.acknowledge(task, ACCEPT))
        .isInstanceOf(IllegalStateException.class);
  }

  private Control cancel(String run, @org.jspecify.annotations.Nullable String task, int upTo) {
    return Control.newBuilder()
        .setRunId(run)
        .setTaskId(task)
        .setAttemptUpTo(upTo)
        .setReason("no longer wanted")
        .setAt(scene.clock.instant())
        .build();
  }
}
