package dev.baton.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Gives indexes the vectors of their passages, one index after the other, while they are searched
 * by words alone. Remembers the vectors used last by the digest of the text, so that a change of
 * one file costs the vectors of its passages. Thread-safe.
 */
public final class VectorIndexing implements AutoCloseable {

  /** Passages of one index; a larger one is searched by words alone. 384 floats each, 30 MB. */
  public static final int MAX_PASSAGES = 20_000;

  /**
   * What is less like the query than this is not about it. By the model in use a text about
   * something else has less than 0.6, and most paraphrases have more.
   */
  static final double FLOOR = 0.6;

  /** The sentence model reads no further; more costs time and brings little. */
  private static final int MAX_CHARS = 1_500;

  private static final int BATCH = 64;
  private static final System.Logger LOG = System.getLogger(VectorIndexing.class.getName());

  private final TextVectors texts;
  private final Map<String, float[]> remembered;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("passage-vectors").factory());

  /** Vectors by a model. */
  public VectorIndexing(TextVectors texts) {
    this.texts = texts;
    this.remembered = new Remembered();
  }

  private static final class Remembered extends LinkedHashMap<String, float[]> {
    private static final long serialVersionUID = 1L;
    private static final float LOAD = 0.75f;

    Remembered() {
      super(16, LOAD, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, float[]> eldest) {
      return size() > MAX_PASSAGES;
    }
  }

  /**
   * Begins to work on an index.
   *
   * @return completes when the index is searched by meaning too, or will not be
   */
  CompletableFuture<Void> begin(PassageIndex index) {
    if (index.passages() > MAX_PASSAGES) {
      return CompletableFuture.completedFuture(null);
    }
    return CompletableFuture.runAsync(
            () -> index.use(new PassageVectors(texts, vectors(index.passageTexts()), FLOOR)),
            thread)
        .whenComplete((_, failure) -> {
          if (failure != null) {
            LOG.log(
                System.Logger.Level.WARNING,
                "corpus " + index.corpus() + " is searched by words alone: " + failure);
          }
        });
  }

  /** Only the one thread comes here. */
  private List<float[]> vectors(List<String> passages) {
    Map<String, String> missing = new LinkedHashMap<>();
    List<String> digests = new ArrayList<>();
    Map<String, float[]> used = new LinkedHashMap<>();
    for (String passage : passages) {
      String text = passage.length() > MAX_CHARS ? passage.substring(0, MAX_CHARS) : passage;
      String digest = text.isBlank() ? "" : Digests.sha256(text);
      digests.add(digest);
      float[] known = remembered.get(digest);
      if (known != null) {
        used.put(digest, known);
      } else if (!digest.isEmpty()) {
        missing.put(digest, text);
      }
    }
    make(missing, used);
    return digests.stream().map(digest -> used.getOrDefault(digest, new float[0])).toList();
  }

  private void make(Map<String, String> missing, Map<String, float[]> used) {
    List<Map.Entry<String, String>> all = List.copyOf(missing.entrySet());
    for (int from = 0; from < all.size(); from += BATCH) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CompletionException(new InterruptedException("vectors: no longer wanted"));
      }
      List<Map.Entry<String, String>> batch = all.subList(from, Math.min(all.size(), from + BATCH));
      List<float[]> made = texts.ofPassages(batch.stream().map(Map.Entry::getValue).toList());
      for (int i = 0; i < made.size(); i++) {
        remembered.put(batch.get(i).getKey(), made.get(i));
        used.put(batch.get(i).getKey(), made.get(i));
      }
    }
  }

  /** Vectors that are not there yet are given up. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
