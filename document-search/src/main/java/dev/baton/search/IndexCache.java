package dev.baton.search;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps the indexes of the corpora that are asked for and renews them when files change.
 *
 * <p>Holds a bounded number, dropping the one that was used least recently. A folder is looked at
 * no more often than once a second, so a change shows after a second at the latest. Safe for use by
 * many threads: an index is built once, while the others who want it wait.
 */
public final class IndexCache {

  private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

  private final int capacity;
  private final InstantSource clock;
  private final Optional<VectorIndexing> vectors;
  private final Lock lock = new ReentrantLock();
  // In the order of use, least recently used first.
  private final LinkedHashMap<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param capacity indexes to hold, at least 1
   */
  public IndexCache(int capacity) {
    this(capacity, InstantSource.system());
  }

  /**
   * A cache whose indexes are searched by meaning too, some time after they were built.
   *
   * @param capacity indexes to hold, at least 1
   */
  public IndexCache(int capacity, VectorIndexing vectors) {
    this(capacity, InstantSource.system(), Optional.of(vectors));
  }

  IndexCache(int capacity, InstantSource clock) {
    this(capacity, clock, Optional.empty());
  }

  private IndexCache(int capacity, InstantSource clock, Optional<VectorIndexing> vectors) {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity: " + capacity + " (expected: >= 1)");
    }
    this.capacity = capacity;
    this.clock = clock;
    this.vectors = vectors;
  }

  /**
   * The index of the corpus as its folder was at most a second ago.
   *
   * @throws CorpusException if the corpus is gone, empty or beyond its limits
   */
  public PassageIndex index(Corpus corpus) {
    return entry(new Key(corpus.name(), corpus.root(), corpus.limits()))
        .index(corpus, clock, vectors);
  }

  private Entry entry(Key key) {
    lock.lock();
    try {
      Entry entry = entries.computeIfAbsent(key, _ -> new Entry());
      if (entries.size() > capacity) {
        entries.pollFirstEntry();
      }
      return entry;
    } finally {
      lock.unlock();
    }
  }

  private record Key(String name, Path root, CorpusLimits limits) {}

  private record Checked(PassageIndex index, Instant at) {

    boolean isFresh(Instant now) {
      return !now.isBefore(at) && now.isBefore(at.plus(CHECK_INTERVAL));
    }
  }

  /** One corpus; its own lock, so that building one index does not hold up the others. */
  private static final class Entry {

    private final Lock lock = new ReentrantLock();
    private Optional<Checked> checked = Optional.empty();

    PassageIndex index(Corpus corpus, InstantSource clock, Optional<VectorIndexing> vectors) {
      lock.lock();
      try {
        Instant now = clock.instant();
        Optional<Checked> fresh = checked.filter(last -> last.isFresh(now));
        if (fresh.isPresent()) {
          return fresh.get().index();
        }
        CorpusSnapshot snapshot = corpus.snapshot();
        PassageIndex index =
            checked
                .map(Checked::index)
                .filter(last -> last.digest().equals(snapshot.digest()))
                .orElseGet(() -> build(corpus, snapshot, vectors));
        checked = Optional.of(new Checked(index, clock.instant()));
        return index;
      } finally {
        lock.unlock();
      }
    }

    private static PassageIndex build(
        Corpus corpus, CorpusSnapshot snapshot, Optional<VectorIndexing> vectors) {
      PassageIndex index = IndexBuilder.build(corpus, snapshot);
      vectors.ifPresent(indexing -> {
        var _ = indexing.begin(index);
      });
      return index;
    }
  }
}
