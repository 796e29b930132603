package dev.baton.simulation;

import dev.baton.simulation.scene.Habits;
import dev.baton.simulation.scene.Tally;
import dev.baton.simulation.world.Lane;
import dev.baton.simulation.world.Outcome;
import dev.baton.simulation.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Plays worlds until all are played or an invariant breaks. */
public final class Simulator {
  /** Seeds that one lane takes at once; neighbours share a workflow. */
  private static final long CHUNK = 64;

  /**
   * The part of the worlds that the first lane plays alone. Until the platform's compiler has done
   * its work, every world costs several times as much, and further lanes would only play more of
   * these and take the compiler its processor.
   */
  private static final long ALONE = 16;

  private final Seeds seeds;
  private final Supplier<Habits> habits;
  private final AtomicLong next;
  private final AtomicLong firstBroken = new AtomicLong(Long.MAX_VALUE);
  private final CountDownLatch compiled = new CountDownLatch(1);

  private Simulator(Seeds seeds, Supplier<Habits> habits) {
    this.seeds = seeds;
    this.habits = habits;
    this.next = new AtomicLong(seeds.first());
  }

  /** Plays worlds whose parts behave as they should. */
  public static Report run(Seeds seeds) throws InterruptedException {
    return run(seeds, Habits::new);
  }

  /**
   * Plays worlds.
   *
   * @param habits how the parts of a lane's worlds behave
   * @return what was tried, and the broken world with the lowest seed
   */
  public static Report run(Seeds seeds, Supplier<Habits> habits) throws InterruptedException {
    return new Simulator(seeds, habits).run();
  }

  private record Played(Tally tally, Optional<Outcome> broken) {}

  private Report run() throws InterruptedException {
    long begin = System.nanoTime();
    Tally tally = new Tally();
    Optional<Outcome> broken = Optional.empty();
    for (Played lane : playAll()) {
      tally.add(lane.tally());
      broken = lower(broken, lane.broken());
    }
    Duration elapsed = Duration.ofNanos(System.nanoTime() - begin);
    Optional<Story> story = broken.map(outcome -> Story.of(outcome, habits.get()));
    return new Report(seeds, tally, elapsed, story);
  }

  /** On virtual threads, because the threads of a world are, and take turns fastest with one. */
  private List<Played> playAll() throws InterruptedException {
    List<Played> lanes = new ArrayList<>();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Played>> playing = new ArrayList<>();
      playing.add(executor.submit(this::playFirst));
      for (int lane = 1; lane < seeds.lanes(); lane++) {
        playing.add(executor.submit(this::playLater));
      }
      for (Future<Played> lane : playing) {
        lanes.add(lane.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a world could not be played", e.getCause());
    }
    return lanes;
  }

  private Played playFirst() {
    try {
      return play();
    } finally {
      compiled.countDown();
    }
  }

  private Played playLater() throws InterruptedException {
    compiled.await();
    return play();
  }

  private Played play() {
    Lane lane = new Lane(habits.get());
    Tally tally = new Tally();
    long end = seeds.first() + seeds.count();
    for (long from = next.getAndAdd(CHUNK);
        from < Math.min(end, firstBroken.get());
        from = next.getAndAdd(CHUNK)) {
      if (from - seeds.first() >= seeds.count() / ALONE) {
        compiled.countDown();
      }
      for (long seed = from; seed < Math.min(end, from + CHUNK); seed++) {
        Outcome outcome = World.play(new World.Play(seed, lane, Optional.empty(), false));
        tally.add(outcome.tally());
        if (outcome.broken().isPresent()) {
          firstBroken.accumulateAndGet(seed, Math::min);
          return new Played(tally, Optional.of(outcome));
        }
      }
    }
    return new Played(tally, Optional.empty());
  }

  private static Optional<Outcome> lower(Optional<Outcome> one, Optional<Outcome> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.or(() -> other);
    }
    return one.get().seed() < other.get().seed() ? one : other;
  }
}
