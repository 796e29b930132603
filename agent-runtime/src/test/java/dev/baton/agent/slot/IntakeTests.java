package dev.baton.agent.slot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a slot group takes while there is little room for tasks. */
class IntakeTests {

  /** Room that a test sets. */
  private static final class SetIntake implements Intake {
    private int room = ANY;

    @Override
    public int room() {
      return room;
    }

    @Override
    public Optional<String> pausedBecause() {
      return Optional.empty();
    }

    @Override
    public void listen(Runnable listener) {}
  }

  private final SetIntake intake = new SetIntake();

  @Test
  void pollsNothingWhileThereIsNoRoomAndLooksAgain() {
    SlotScene scene = new SlotScene(2, intake);
    intake.room = 0;
    scene.deliver("a");

    assertThat(scene.group.step()).isEqualTo(SlotGroup.LOOK_AGAIN);
    scene.steps(10);
    assertThat(scene.source.polls()).isZero();
    assertThat(scene.runner.performed()).isEmpty();

    intake.room = Intake.ANY;
    scene.steps(2);
    assertThat(scene.runner.performed()).containsExactly("a");
  }

  @Test
  void beginsOneTaskToTryAndHoldsTheOthersOfItsPoll() {
    SlotScene scene = new SlotScene(4, intake);
    scene.deliver("a");
    scene.deliver("b");
    scene.deliver("c");
    intake.room = 1;
    scene.steps(3);

    assertThat(scene.runner.performed()).containsExactly("a");
    assertThat(scene.source.acknowledged()).as("nothing is given back").isEmpty();
    intake.room = Intake.ANY;
    scene.clock.forward(SlotGroup.LOOK_AGAIN);
    scene.steps(1);
    assertThat(scene.runner.performed()).containsExactly("a", "b", "c");
  }

  @Test
  void holdsWhatItTookJustBeforeTheRoomWasGone() {
    SlotScene scene = new SlotScene(2, intake);
    scene.deliver("a");
    scene.group.step();
    intake.room = 0;
    scene.steps(3);

    assertThat(scene.runner.performed()).isEmpty();
    assertThat(scene.group.step()).isLessThanOrEqualTo(Duration.ofSeconds(1));
    intake.room = 1;
    scene.steps(1);
    assertThat(scene.runner.performed()).containsExactly("a");
  }

  @Test
  void saysWhatIsFinishedAlthoughItMayTakeNothingMore() {
    SlotScene scene = new SlotScene(1, intake);
    scene.deliver("a");
    scene.steps(2);
    intake.room = 0;
    scene.runner.end("a", Disposition.SAID);
    scene.steps(2);

    assertThat(scene.source.committed()).hasSize(1);
    assertThat(scene.source.polls()).isEqualTo(1);
  }

  @Test
  void onlyOneGroupTakesTasksWhileOneIsToTry() {
    Turns turns = new Turns(4, intake);
    intake.room = 1;

    assertThat(turns.tryEnter()).isTrue();
    assertThat(turns.tryEnter()).isFalse();
    turns.leave();
    assertThat(turns.tryEnter()).isTrue();
  }

  @Test
  void leavesAfterAPollThatBroughtNothing() {
    SlotScene scene = new SlotScene(1, intake);
    intake.room = 1;
    scene.group.step();

    assertThat(scene.turns.tryEnter()).as("the group is not inside any more").isTrue();
  }
}
