package dev.baton.core.run;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/**
 * Plays seeds on all processors and tells of the smallest that fails. -Dbaton.seeds sets how many
 * are played, -Dbaton.seed plays one alone.
 */
final class Seeds {
  private static final long ALL = Long.getLong("baton.seeds", 5_000);
  private static final long ONE = Long.getLong("baton.seed", -1);

  /**
   * The smallest seed at which something was found.
   *
   * @param seed which
   * @param what what was found
   */
  record Found<T>(long seed, T what) {}

  private Seeds() {}

  /** How many are played. */
  static long count() {
    return ONE < 0 ? ALL : 1;
  }

  /** Plays all; where some fail, the smallest one's assertion is thrown. */
  static void each(LongConsumer play) {
    Optional<Found<AssertionError>> failure = first(ALL, seed -> failure(play, seed));
    if (failure.isPresent()) {
      throw new AssertionError("seed " + failure.get().seed(), failure.get().what());
    }
  }

  private static Optional<AssertionError> failure(LongConsumer play, long seed) {
    try {
      play.accept(seed);
      return Optional.empty();
    } catch (AssertionError e) {
      return Optional.of(e);
    }
  }

  /**
   * The first of the seeds from 0 on at which something is found.
   *
   * @param most seeds that are tried
   */
  static <T> Optional<Found<T>> first(long most, LongFunction<Optional<T>> play) {
    Search<T> search = ONE < 0 ? new Search<>(0, most, play) : new Search<>(ONE, ONE + 1, play);
    int threads = Runtime.getRuntime().availableProcessors();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      for (Future<?> part :
          IntStream.range(0, threads).mapToObj(_ -> pool.submit(search::go)).toList()) {
        part.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while seeds were played", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a seed could not be played", e);
    }
    return search.found.entrySet().stream()
        .findFirst()
        .map(first -> new Found<>(first.getKey(), first.getValue()));
  }

  /** What the threads share. A seed beyond the smallest one found is not played any more. */
  private static final class Search<T> {
    private final AtomicLong next;
    private final AtomicLong end;
    private final LongFunction<Optional<T>> play;
    private final Map<Long, T> found = new ConcurrentSkipListMap<>();

    Search(long from, long end, LongFunction<Optional<T>> play) {
      this.next = new AtomicLong(from);
      this.end = new AtomicLong(end);
      this.play = play;
    }

    void go() {
      for (long seed = next.getAndIncrement(); seed < end.get(); seed = next.getAndIncrement()) {
        Optional<T> what = play(seed);
        if (what.isPresent()) {
          found.put(seed, what.get());
          end.accumulateAndGet(seed, Math::min);
        }
      }
    }

    private Optional<T> play(long seed) {
      try {
        return play.apply(seed);
      } catch (RuntimeException e) {
        throw new IllegalStateException("seed " + seed, e);
      }
    }
  }
}
