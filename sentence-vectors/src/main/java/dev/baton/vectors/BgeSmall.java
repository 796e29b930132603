package dev.baton.vectors;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Map;

/**
 * The sentence model itself, once in a process. One thread works on a text: the runtime's own
 * threads spin while they wait for each other, so that with as many as cores a text takes twice as
 * long and several texts at once hinder each other. Thread-safe.
 *
 * <p>A text is read by itself. Several in one tensor would take a quarter less time, but a
 * quantised model scales its numbers by all that it reads at once, so that a text's vector would
 * depend on its neighbours.
 */
final class BgeSmall {

  static final int DIMENSIONS = 384;

  /** Word pieces that are read at once, without the two marks around them. */
  static final int WINDOW = 510;

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

  /** Of unit length. A text beyond one window is read in windows and averaged. */
  float[] vector(String text) {
    long[] pieces = tokenizer.encode(text, false, false).getIds();
    if (pieces.length <= WINDOW) {
      return unit(read(pieces));
    }
    float[] sum = new float[DIMENSIONS];
    for (int from = 0; from < pieces.length; from += WINDOW) {
      long[] window = Arrays.copyOfRange(pieces, from, Math.min(pieces.length, from + WINDOW));
      float[] read = read(window);
      float share = (float) window.length / pieces.length;
      for (int d = 0; d < DIMENSIONS; d++) {
        sum[d] += share * read[d];
      }
    }
    return unit(sum);
  }

  /** What stands at the mark of the beginning, where this model was trained to put the meaning. */
  private float[] read(long[] pieces) {
    int length = pieces.length + 2;
    long[] ids = new long[length];
    ids[0] = BEGIN;
    System.arraycopy(pieces, 0, ids, 1, pieces.length);
    ids[length - 1] = END;
    long[] attention = new long[length];
    Arrays.fill(attention, 1);
    try (OnnxTensor input = tensor(ids);
        OnnxTensor mask = tensor(attention);
        OnnxTensor types = tensor(new long[length]);
        OrtSession.Result result =
            session.run(
                Map.of("input_ids", input, "attention_mask", mask, "token_type_ids", types))) {
      FloatBuffer states = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] beginning = new float[DIMENSIONS];
      states.get(0, beginning);
      return beginning;
    } catch (OrtException e) {
      throw new IllegalStateException(
          "the sentence model failed at %d word pieces".formatted(pieces.length), e);
    }
  }

  private OnnxTensor tensor(long[] values) throws OrtException {
    return OnnxTensor.createTensor(
        environment, LongBuffer.wrap(values), new long[] {1, values.length});
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

  /** Once in a process, however often it is asked for. */
  private static final class Loaded {

    private static final BgeSmall MODEL = load();

    private static BgeSmall load() {
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
          InputStream model = resource("/bge-small-en-v1.5-q.onnx");
          InputStream tokenizer = resource("/bge-small-en-v1.5-q-tokenizer.json")) {
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        return new BgeSmall(
            environment,
            environment.createSession(model.readAllBytes(), options),
            HuggingFaceTokenizer.newInstance(
                tokenizer, Map.of("padding", "false", "truncation", "false")));
      } catch (OrtException e) {
        throw new IllegalStateException("the sentence model cannot be loaded", e);
      } catch (IOException e) {
        throw new UncheckedIOException("the sentence model cannot be read", e);
      }
    }

    private static InputStream resource(String name) {
      InputStream stream = BgeSmall.class.getResourceAsStream(name);
      if (stream == null) {
        throw new IllegalStateException(name + " is not on the class path");
      }
      return stream;
    }
  }
}
