package dev.baton.vectors;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * The sentence model itself, once in a process. One thread works on a tensor: the runtime's own
 * threads spin while they wait for each other, so that with as many as cores a text takes twice as
 * long and several texts at once hinder each other. Thread-safe.
 *
 * <p>Texts of one length may be read in one tensor, which takes a fifth less time; a text's vector
 * does not depend on its neighbours ({@link BgeGraph}). Texts of different lengths are not filled
 * up to one, for that would change the order in which numbers are added.
 */
final class BgeSmall {

  static final int DIMENSIONS = 384;

  /** Word pieces that are read at once, without the two marks around them. */
  static final int WINDOW = 510;

  /** The two marks around the word pieces. */
  static final int MARKS = 2;

  private static final long BEGIN = 101;
  private static final long END = 102;

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final HuggingFaceTokenizer tokenizer;

  private BgeSmall(OrtEnvironment environment, OrtSession session, HuggingFaceTokenizer tokenizer) {
    this.environment = environment;
    this.session = session;
    this.tokenizer = tokenizer;
  }

  /** Loaded when first asked for, which takes about a second. */
  static BgeSmall loaded() {
    return Loaded.MODEL;
  }

  /** A text in word pieces, between the marks of beginning and end, window by window. */
  List<long[]> windows(String text) {
    long[] pieces = tokenizer.encode(text, false, false).getIds();
    List<long[]> windows = new ArrayList<>();
    int from = 0;
    do {
      windows.add(marked(Arrays.copyOfRange(pieces, from, Math.min(pieces.length, from + WINDOW))));
      from += WINDOW;
    } while (from < pieces.length);
    return windows;
  }

  static long[] marked(long[] pieces) {
    long[] ids = new long[pieces.length + MARKS];
    ids[0] = BEGIN;
    System.arraycopy(pieces, 0, ids, 1, pieces.length);
    ids[ids.length - 1] = END;
    return ids;
  }

  /**
   * The vectors of some windows, in their order; not of unit length.
   *
   * @param windows all of one length
   */
  float[][] read(List<long[]> windows) {
    int length = windows.getFirst().length;
    LongBuffer ids = LongBuffer.allocate(windows.size() * length);
    windows.forEach(ids::put);
    try (OnnxTensor input = tensor(ids.flip(), windows.size(), length);
        OnnxTensor positions = tensor(LongBuffer.wrap(counting(length)), length);
        OrtSession.Result result =
            session.run(Map.of(BgeGraph.IDS, input, BgeGraph.POSITIONS, positions))) {
      FloatBuffer meanings = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[][] vectors = new float[windows.size()][DIMENSIONS];
      for (float[] vector : vectors) {
        meanings.get(vector);
      }
      return vectors;
    } catch (OrtException e) {
      throw new IllegalStateException(
          "the sentence model failed at %d times %d word pieces".formatted(windows.size(), length),
          e);
    }
  }

  private static long[] counting(int length) {
    return LongStream.range(0, length).toArray();
  }

  private OnnxTensor tensor(LongBuffer values, long... shape) throws OrtException {
    return OnnxTensor.createTensor(environment, values, shape);
  }

  /** Once in a process, however often it is asked for. */
  private static final class Loaded {

    private static final BgeSmall MODEL = load();

    private static BgeSmall load() {
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        byte[] graph = BgeGraph.of(new OnnxFile(published()), ActivationRanges.measured());
        return new BgeSmall(environment, environment.createSession(graph, options), tokenizer());
      } catch (OrtException e) {
        throw new IllegalStateException("the sentence model cannot be loaded", e);
      } catch (IOException e) {
        throw new UncheckedIOException("the sentence model cannot be read", e);
      }
    }
  }

  /** The model's file as it is published. */
  static byte[] published() throws IOException {
    URLConnection resource = found("/bge-small-en-v1.5-q.onnx").openConnection();
    try (InputStream model = resource.getInputStream()) {
      int length = resource.getContentLength();
      if (length < 0) {
        return model.readAllBytes();
      }
      // Of unknown length it is collected first and then copied, which takes twice the memory.
      byte[] file = new byte[length];
      int read = model.readNBytes(file, 0, file.length);
      if (read < file.length) {
        throw new EOFException("%d of %d bytes".formatted(read, file.length));
      }
      return file;
    }
  }

  static HuggingFaceTokenizer tokenizer() throws IOException {
    try (InputStream tokenizer = found("/bge-small-en-v1.5-q-tokenizer.json").openStream()) {
      return HuggingFaceTokenizer.newInstance(
          tokenizer, Map.of("padding", "false", "truncation", "false"));
    }
  }

  private static URL found(String name) {
    URL resource = BgeSmall.class.getResource(name);
    if (resource == null) {
      throw new IllegalStateException(name + " is not on the class path");
    }
    return resource;
  }
}
