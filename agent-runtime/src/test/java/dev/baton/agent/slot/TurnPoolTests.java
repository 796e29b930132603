package dev.baton.agent.slot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.schemas.Priority;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TurnPoolTests {

  private final DrivenClock clock = new DrivenClock();
  private final List<String> woken = new ArrayList<>();

  private TurnPool pool(int turns) {
    return new TurnPool(turns, true, Intake.OPEN, clock);
  }

  private boolean asks(TurnPool pool, Priority priority, String who) {
    return pool.tryTake(priority, who, () -> woken.add(who));
  }

  @Test
  void theMostUrgentOfThoseThatWaitIsNext() {
    TurnPool pool = pool(1);
    assertThat(asks(pool, Priority.LOW, "first")).isTrue();
    assertThat(asks(pool, Priority.HIGH, "express")).isTrue();
    assertThat(asks(pool, Priority.LOW, "low")).isFalse();
    assertThat(asks(pool, Priority.NORMAL, "normal")).isFalse();
    assertThat(asks(pool, Priority.HIGH, "high")).isFalse();

    pool.give("first");
    assertThat(woken).as("two are worked on: HIGH has one turn more").containsExactly("high");
    pool.give("express");
    pool.give("high");
    pool.give("normal");

    assertThat(woken).containsExactly("high", "normal", "low");
    assertThat(asks(pool, Priority.LOW, "low")).as("it is its turn").isTrue();
  }

  @Test
  void highHasATurnMoreAndNobodyElse() {
    TurnPool pool = pool(2);
    assertThat(asks(pool, Priority.LOW, "a")).isTrue();
    assertThat(asks(pool, Priority.NORMAL, "b")).isTrue();

    assertThat(asks(pool, Priority.NORMAL, "c")).isFalse();
    assertThat(asks(pool, Priority.HIGH, "d")).isTrue();
    assertThat(asks(pool, Priority.HIGH, "e")).isFalse();
    assertThat(pool.taken()).isEqualTo(3);
    pool.give("d");
    assertThat(woken).as("the turn beyond is not for NORMAL").containsExactly("e");
  }

  @Test
  void everyClassThatWaitsHasItsShare() {
    for (long seed = 1; seed <= 200; seed++) {
      Random random = new Random(seed);
      int turns = 1 + random.nextInt(3);
      TurnPool pool = pool(turns);
      Map<Priority, Integer> sinceItsLast = new EnumMap<>(Priority.class);
      Deque<String> working = new ArrayDeque<>();
      int made = 0;
      for (Priority priority : Priority.values()) {
        for (int i = 0; i < 10; i++) {
          String who = priority + "-" + made++;
          if (asks(pool, priority, who)) {
            working.add(who);
          }
        }
        sinceItsLast.put(priority, 0);
      }
      for (int step = 0; step < 300; step++) {
        woken.clear();
        // What becomes free is HIGH's own turn where all the others are taken besides.
        boolean shared = pool.taken() <= turns;
        pool.give(working.remove());
        for (String next : woken) {
          Priority its = Priority.valueOf(next.substring(0, next.indexOf('-')));
          if (shared) {
            sinceItsLast.replaceAll((_, count) -> count + 1);
            sinceItsLast.put(its, 0);
          }
          working.add(next);
          // All keep waiting: another one of the class comes at once.
          asks(pool, its, its + "-" + made++);
        }
        assertThat(sinceItsLast.get(Priority.NORMAL)).as("seed %d", seed).isLessThanOrEqualTo(4);
        assertThat(sinceItsLast.get(Priority.LOW)).as("seed %d", seed).isLessThanOrEqualTo(9);
      }
    }
  }

  @Test
  void whoLeavesTheLineIsNotWoken() {
    TurnPool pool = pool(1);
    asks(pool, Priority.NORMAL, "a");
    asks(pool, Priority.NORMAL, "b");
    asks(pool, Priority.NORMAL, "c");

    pool.give("b");
    pool.give("a");

    assertThat(woken).containsExactly("c");
  }

  @Test
  void recordsAreTakenAheadOnlyWhileTurnsChangeHands() {
    TurnPool pool = pool(1);
    asks(pool, Priority.NORMAL, "a");
    assertThat(pool.tryEnter(Priority.NORMAL)).isFalse();
    assertThat(pool.tryEnter(Priority.HIGH)).as("its own turn is free").isTrue();

    pool.give("a");
    asks(pool, Priority.NORMAL, "b");
    assertThat(pool.tryEnter(Priority.LOW)).isTrue();
    clock.forward(TurnPool.BRISK);
    assertThat(pool.tryEnter(Priority.LOW)).isFalse();
  }

  @Test
  void whoeverMayEnterHearsOfATurnThatNobodyWaitedFor() {
    TurnPool pool = pool(1);
    pool.listen(() -> woken.add("listener"));
    asks(pool, Priority.NORMAL, "a");
    asks(pool, Priority.NORMAL, "b");

    pool.give("a");
    assertThat(woken).containsExactly("b");
    pool.give("b");
    assertThat(woken).containsExactly("b", "listener");
  }

  @Test
  void whoseTurnCameWhileTheRoomWentWaitsAgain() {
    int[] room = {Intake.ANY};
    Intake intake =
        new Intake() {
          @Override
          public int room() {
            return room[0];
          }

          @Override
          public java.util.Optional<String> pausedBecause() {
            return java.util.Optional.empty();
          }

          @Override
          public void listen(Runnable listener) {}
        };
    TurnPool pool = new TurnPool(1, true, intake, clock);
    asks(pool, Priority.NORMAL, "a");
    asks(pool, Priority.NORMAL, "b");
    pool.give("a");

    room[0] = 0;
    assertThat(asks(pool, Priority.NORMAL, "b")).isFalse();
    room[0] = 1;
    assertThat(asks(pool, Priority.NORMAL, "b")).isTrue();
  }
}
