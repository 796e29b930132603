package dev.baton.vectors;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Remembers the vectors of the texts used last, by the digest of the text, so that learning again
 * after one more example costs one more vector. A vector is 1.5 KB. Thread-safe.
 */
public final class CachingEmbedder implements SentenceEmbedder {

  private final SentenceEmbedder embedder;
  private final Map<String, float[]> vectors;

  /**
   * A cache in front of an embedder.
   *
   * @param capacity most vectors kept, >= 1
   */
  public CachingEmbedder(SentenceEmbedder embedder, int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity: " + capacity + " (expected: >= 1)");
    }
    this.embedder = embedder;
    this.vectors = new LeastRecentlyUsed(capacity);
  }

  private static final class LeastRecentlyUsed extends LinkedHashMap<String, float[]> {
    private static final float LOAD = 0.75f;
    private final int capacity;

    LeastRecentlyUsed(int capacity) {
      super(16, LOAD, true);
      this.capacity = capacity;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, float[]> eldest) {
      return size() > capacity;
    }
  }

  @Override
  public String model() {
    return embedder.model();
  }

  @Override
  public List<float[]> embed(List<String> texts) {
    Map<String, float[]> found = new LinkedHashMap<>();
    Set<String> missing = new LinkedHashSet<>();
    synchronized (vectors) {
      for (String text : texts) {
        float[] vector = vectors.get(TextDigest.of(text));
        if (vector == null) {
          missing.add(text);
        } else {
          found.put(text, vector);
        }
      }
    }
    List<String> asked = new ArrayList<>(missing);
    List<float[]> made = asked.isEmpty() ? List.of() : embedder.embed(asked);
    synchronized (vectors) {
      for (int i = 0; i < asked.size(); i++) {
        vectors.put(TextDigest.of(asked.get(i)), made.get(i));
        found.put(asked.get(i), made.get(i));
      }
    }
    return texts.stream().map(text -> Objects.requireNonNull(found.get(text)).clone()).toList();
  }

  @Override
  public void close() {
    embedder.close();
  }
}
