package dev.baton.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.run.RunRecord.LogPosition;
import dev.baton.core.run.RunRecord.TimerRecord;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OverlayStoreTests {
  private static final int SEEDS = 200;
  private static final int CHANGES = 400;
  private static final int KEYS = 150;

  @Test
  void behavesLikeTheStoreBelowAndWritesNothingBeforeItsCommit() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      MapRunStore below = new MapRunStore();
      MapRunStore expected = new MapRunStore();
      for (int number = 0; number < KEYS / 2; number++) {
        below.put(key(number), record(number, 0));
        expected.put(key(number), record(number, 0));
      }
      MapRunStore before = new MapRunStore(below.records());
      OverlayStore overlay = new OverlayStore(below);
      for (int change = 1; change <= CHANGES; change++) {
        RunKey.Timer key = key(random.nextInt(KEYS));
        if (random.nextBoolean()) {
          overlay.put(key, record(0, change));
          expected.put(key, record(0, change));
        } else if (random.nextBoolean()) {
          overlay.remove(key);
          expected.remove(key);
        }
        assertThat(overlay.peek(key)).as("seed %d", seed).isEqualTo(expected.get(key));
        assertThat(overlay.get(key)).as("seed %d", seed).isEqualTo(expected.get(key));
      }
      assertThat(below).as("seed %d", seed).isEqualTo(before);
      overlay.commit();
      assertThat(below).as("seed %d", seed).isEqualTo(expected);
    }
  }

  @Test
  void tellsKeysOfOneHashApart() {
    assertThat(new RunKey.Timer("Aa")).hasSameHashCodeAs(new RunKey.Timer("BB"));
    MapRunStore below = new MapRunStore();
    OverlayStore overlay = new OverlayStore(below);

    overlay.put(new RunKey.Timer("Aa"), record(1, 1));
    overlay.put(new RunKey.Timer("BB"), record(2, 2));

    assertThat(overlay.get(new RunKey.Timer("Aa"))).contains(record(1, 1));
    assertThat(overlay.get(new RunKey.Timer("BB"))).contains(record(2, 2));
  }

  @Test
  void anotherCommitWritesNoMoreThanWasChanged() {
    MapRunStore below = new MapRunStore();
    below.put(new RunKey.Log(), new LogPosition(3));
    OverlayStore overlay = new OverlayStore(below);
    assertThat(overlay.get(new RunKey.Log())).contains(new LogPosition(3));
    below.put(new RunKey.Log(), new LogPosition(4));

    overlay.commit();

    assertThat(below.get(new RunKey.Log())).contains(new LogPosition(4));
  }

  private static RunKey.Timer key(int number) {
    return new RunKey.Timer("timer " + number);
  }

  private static TimerRecord record(int number, int version) {
    return new TimerRecord("timer " + number, Instant.ofEpochMilli(version));
  }
}
