package dev.baton.documents;

import dev.baton.search.TextVectors;
import dev.baton.vectors.BgeSmallEmbedder;
import dev.baton.vectors.SentenceEmbedder;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Vectors by the sentence model of the module sentence-vectors, which is loaded at the first use:
 * it takes a second and some 130 MB. Thread-safe.
 */
final class SentenceVectors implements TextVectors {

  private @Nullable SentenceEmbedder embedder;

  private synchronized SentenceEmbedder embedder() {
    if (embedder == null) {
      embedder = new BgeSmallEmbedder();
    }
    return Objects.requireNonNull(embedder);
  }

  @Override
  public List<float[]> ofPassages(List<String> texts) {
    return embedder().embed(texts);
  }

  @Override
  public float[] ofQuery(String query) {
    return embedder().embed(List.of(query)).getFirst();
  }
}
