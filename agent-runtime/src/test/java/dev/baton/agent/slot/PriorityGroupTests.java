package dev.baton.agent.slot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.schemas.Priority;
import org.junit.jupiter.api.Test;

/** What a group of one priority class does with records whose turn does not come. */
class PriorityGroupTests {

  private final DrivenClock clock = new DrivenClock();
  private final TurnPool pool = new TurnPool(1, true, Intake.OPEN, clock);
  private final SlotScene scene = new SlotScene(new Turns(pool, Priority.NORMAL));

  private void otherWorkTakesTheTurn() {
    scene.steps(1);
    assertThat(pool.tryTake(Priority.LOW, "other", () -> {})).isTrue();
  }

  /** The scene has a clock of its own: both go on. */
  private void forward() {
    clock.forward(TurnPool.BRISK);
    scene.clock.forward(TurnPool.BRISK);
  }

  @Test
  void givesBackWhatOthersCouldBeginAndTakesNoMore() {
    scene.deliver("a");
    otherWorkTakesTheTurn();
    scene.steps(3);
    assertThat(scene.source.acknowledged()).isEmpty();

    forward();
    scene.steps(3);

    assertThat(scene.source.committed()).singleElement().asString().contains("RELEASE");
    scene.deliver("b");
    scene.steps(3);
    assertThat(scene.source.polls()).as("no turn is free").isEqualTo(1);
    pool.give("other");
    scene.steps(3);
    assertThat(scene.runner.performed()).containsExactly("b");
  }

  @Test
  void keepsWhatWasGivenBackOftenForTheBrokerWouldDropIt() {
    scene.deliver("a", SlotLimits.DEFAULT.maxReleases());
    otherWorkTakesTheTurn();
    scene.steps(1);
    forward();
    scene.steps(3);

    assertThat(scene.source.acknowledged()).isEmpty();
    pool.give("other");
    scene.steps(1);
    assertThat(scene.runner.performed()).containsExactly("a");
  }

  @Test
  void seesWhatAFetchBringsThatWasUnderWayWhenTheTurnWasTaken() {
    scene.steps(1);
    scene.source.goOnFetching();
    assertThat(pool.tryTake(Priority.LOW, "other", () -> {})).isTrue();
    scene.deliver("a");
    scene.steps(2);
    assertThat(scene.source.polls()).isEqualTo(2);

    forward();
    scene.steps(3);

    assertThat(scene.source.committed()).singleElement().asString().contains("RELEASE");
    assertThat(scene.source.polls()).as("nothing more is fetched").isEqualTo(2);
  }
}
