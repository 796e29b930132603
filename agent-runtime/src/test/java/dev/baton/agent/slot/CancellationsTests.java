package dev.baton.agent.slot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.schemas.Control;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CancellationsTests {

  private final SlotScene scene = new SlotScene(1);
  private final Cancellations cancellations =
      new Cancellations(3, Duration.ofMinutes(10), scene.clock);

  @Test
  void coversTheNamedTaskUpToTheNamedAttempt() {
    cancellations.add(control("run-a", "a", 2));

    assertThat(cancellations.reason(scene.task("a").setAttempt(2).build())).contains("over");
    assertThat(cancellations.reason(scene.task("a").setAttempt(3).build())).isEmpty();
    assertThat(cancellations.reason(scene.task("b").setRunId("run-a").build())).isEmpty();
  }

  @Test
  void coversAllTasksOfARun() {
    cancellations.add(control("run-a", null, Integer.MAX_VALUE));

    assertThat(cancellations.reason(scene.task("b").setRunId("run-a").setAttempt(9).build()))
        .contains("over");
    assertThat(cancellations.reason(scene.task("b").build())).isEmpty();
  }

  @Test
  void forgetsTheOldestBeyondItsNumber() {
    for (String id : new String[] {"a", "b", "c", "d"}) {
      cancellations.add(control("run-" + id, null, 1));
    }

    assertThat(cancellations.reason(scene.task("a").build())).isEmpty();
    assertThat(cancellations.reason(scene.task("b").build())).isPresent();
  }

  @Test
  void forgetsWhatIsTooOld() {
    cancellations.add(control("run-a", null, 1));
    scene.clock.forward(Duration.ofMinutes(11));
    cancellations.add(control("run-b", null, 1));

    assertThat(cancellations.reason(scene.task("a").build())).isEmpty();
    assertThat(cancellations.reason(scene.task("b").build())).isPresent();
  }

  private Control control(String run, @Nullable String task, int upTo) {
    return Control.newBuilder()
        .setRunId(run)
        .setTaskId(task)
        .setAttemptUpTo(upTo)
        .setReason("over")
        .setAt(scene.clock.instant())
        .build();
  }
}
