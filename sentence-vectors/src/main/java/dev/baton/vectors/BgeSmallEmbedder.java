package dev.baton.vectors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The English sentence model BGE small 1.5 (384 dimensions), quantised, run by ONNX in this
 * process. It is in memory once however many embedders there are, some 130 MB outside the Java
 * heap. Texts beyond 510 word pieces are read in windows and averaged. Thread-safe.
 *
 * <p>A single text is read on the thread of its caller; several are read side by side on all cores,
 * each by itself, so that a text has the same vector in any company.
 */
public final class BgeSmallEmbedder implements SentenceEmbedder {

  private final BgeSmall model;
  private final int cores = Runtime.getRuntime().availableProcessors();
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          cores, Thread.ofPlatform().name("baton-embedding-", 0).daemon().factory());

  /** Loads the model, which takes about a second. */
  public BgeSmallEmbedder() {
    // A fault of the native library shall come now, not with the first text.
    this.model = BgeSmall.loaded();
  }

  @Override
  public String model() {
    return "bge-small-en-v1.5-q";
  }

  @Override
  public List<float[]> embed(List<String> texts) {
    if (texts.size() == 1) {
      return List.of(model.vector(texts.getFirst()));
    }
    float[][] vectors = new float[texts.size()][];
    AtomicInteger next = new AtomicInteger();
    List<Future<?>> readers = new ArrayList<>();
    for (int i = 0; i < Math.min(cores, texts.size()); i++) {
      readers.add(
          threads.submit(() -> {
            for (int at = next.getAndIncrement();
                at < vectors.length;
                at = next.getAndIncrement()) {
              vectors[at] = model.vector(texts.get(at));
            }
          }));
    }
    readers.forEach(BgeSmallEmbedder::join);
    return Arrays.asList(vectors);
  }

  private static void join(Future<?> reader) {
    try {
      reader.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while texts were read", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a text could not be read", e.getCause());
    }
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
