package dev.baton.vectors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * The English sentence model BGE small 1.5 (384 dimensions), quantised, run by ONNX in this
 * process. It is in memory once however many embedders there are, some 130 MB outside the Java
 * heap. Texts beyond 510 word pieces are read in windows and averaged. Thread-safe.
 *
 * <p>A single text is read on the thread of its caller. Of several, those with equally many word
 * pieces are read together, on all cores; a text has the same vector in any company.
 */
public final class BgeSmallEmbedder implements SentenceEmbedder {

  /** Word pieces read together: more take no less time each, but more memory. */
  private static final int MOST_TOGETHER = 512;

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
    return "bge-small-en-v1.5-q/fixed-ranges-1";
  }

  @Override
  public List<float[]> embed(List<String> texts) {
    if (texts.size() == 1) {
      List<long[]> windows = model.windows(texts.getFirst());
      return List.of(
          mean(windows, windows.stream().map(one -> model.read(List.of(one))[0]).toList()));
    }
    List<List<long[]>> windows = new ArrayList<>();
    for (String text : texts) {
      windows.add(model.windows(text));
    }
    List<float[][]> read = windows.stream().map(of -> new float[of.size()][]).toList();
    List<List<Place>> together = together(windows);
    inParallel(together.size(), at -> read(together.get(at), windows, read));
    return IntStream.range(0, texts.size())
        .mapToObj(text -> mean(windows.get(text), Arrays.asList(read.get(text))))
        .toList();
  }

  /** Which window of which text. */
  private record Place(int text, int window) {}

  /** Windows of one length, as many as are read together. */
  private List<List<Place>> together(List<List<long[]>> windows) {
    Map<Integer, List<Place>> byLength = new TreeMap<>();
    for (int text = 0; text < windows.size(); text++) {
      for (int window = 0; window < windows.get(text).size(); window++) {
        byLength
            .computeIfAbsent(windows.get(text).get(window).length, _ -> new ArrayList<>())
            .add(new Place(text, window));
      }
    }
    List<List<Place>> together = new ArrayList<>();
    byLength.forEach((length, places) -> {
      // No core waits for another that has everything to do.
      int share = Math.ceilDiv(places.size(), cores);
      int size = Math.max(1, Math.min(MOST_TOGETHER / length, share));
      for (int from = 0; from < places.size(); from += size) {
        together.add(places.subList(from, Math.min(places.size(), from + size)));
      }
    });
    return together;
  }

  private void read(List<Place> places, List<List<long[]>> windows, List<float[][]> read) {
    float[][] vectors =
        model.read(places.stream().map(at -> windows.get(at.text()).get(at.window())).toList());
    for (int i = 0; i < vectors.length; i++) {
      read.get(places.get(i).text())[places.get(i).window()] = vectors[i];
    }
  }

  /** Of unit length; each window counts by its word pieces. */
  private static float[] mean(List<long[]> windows, List<float[]> vectors) {
    int pieces = windows.stream().mapToInt(window -> window.length - BgeSmall.MARKS).sum();
    float[] sum = new float[BgeSmall.DIMENSIONS];
    for (int i = 0; i < windows.size(); i++) {
      float share =
          windows.size() == 1 ? 1 : (float) (windows.get(i).length - BgeSmall.MARKS) / pieces;
      for (int d = 0; d < sum.length; d++) {
        sum[d] += share * vectors.get(i)[d];
      }
    }
    return unit(sum);
  }

  private static float[] unit(float[] vector) {
    float squares = 0;
    for (float value : vector) {
      squares += value * value;
    }
    float length = (float) Math.sqrt(squares);
    for (int d = 0; d < vector.length; d++) {
      vector[d] /= length;
    }
    return vector;
  }

  private void inParallel(int count, IntConsumer work) {
    AtomicInteger next = new AtomicInteger();
    List<Future<?>> workers = new ArrayList<>();
    for (int i = 0; i < Math.min(cores, count); i++) {
      workers.add(
          threads.submit(() -> {
            for (int at = next.getAndIncrement(); at < count; at = next.getAndIncrement()) {
              work.accept(at);
            }
          }));
    }
    workers.forEach(BgeSmallEmbedder::join);
  }

  private static void join(Future<?> worker) {
    try {
      worker.get();
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
