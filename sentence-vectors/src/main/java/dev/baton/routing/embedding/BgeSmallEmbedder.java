package dev.baton.routing.embedding;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The English sentence model BGE small 1.5 (384 dimensions), quantised, run by ONNX in this
 * process. It is in memory once however many embedders there are, some 130 MB outside the Java
 * heap. Texts beyond 510 tokens are read in pieces and averaged. Thread-safe.
 *
 * <p>Texts run side by side on all cores, each on one thread and by itself: a quantised model
 * scales its numbers by what it reads at once, so that a text's vector would depend on its
 * neighbours.
 */
public final class BgeSmallEmbedder implements SentenceEmbedder {

  /** Small enough that a batch of long texts stays small in memory. */
  private static final int BATCH = 128;

  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          Runtime.getRuntime().availableProcessors(),
          Thread.ofPlatform().name("baton-embedding-", 0).daemon().factory());

  private final EmbeddingModel embeddings;

  /** Loads the model, which takes about a second. */
  public BgeSmallEmbedder() {
    this.embeddings = new OneThreadModel(threads);
  }

  @Override
  public String model() {
    return "bge-small-en-v1.5-q";
  }

  @Override
  public List<float[]> embed(List<String> texts) {
    List<float[]> vectors = new ArrayList<>(texts.size());
    for (int from = 0; from < texts.size(); from += BATCH) {
      List<TextSegment> batch =
          texts.subList(from, Math.min(texts.size(), from + BATCH)).stream()
              .map(TextSegment::from)
              .toList();
      embeddings.embedAll(batch).content().stream().map(Embedding::vector).forEach(vectors::add);
    }
    return vectors;
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
