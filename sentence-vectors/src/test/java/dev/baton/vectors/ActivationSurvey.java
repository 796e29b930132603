package dev.baton.vectors;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.baton.vectors.BgeGraph.Stage;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Looks into the published model while it reads: how small and how great the numbers become before
 * each product, where the model measures that anew for each text.
 */
final class ActivationSurvey implements AutoCloseable {

  /** The share of texts whose least, and whose greatest, number a range may leave out. */
  private static final double LEFT_OUT = 0.01;

  private static final int GRAPH = 7;
  private static final int GRAPH_OUTPUT = 12;
  private static final int WHOLE = 255;

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final HuggingFaceTokenizer tokenizer;
  private final OrtSession session;

  ActivationSurvey() throws IOException, OrtException {
    this.tokenizer = BgeSmall.tokenizer();
    ProtoMessage more = new ProtoMessage();
    for (String stage : ActivationRanges.stages()) {
      more.message(GRAPH_OUTPUT, new ProtoMessage().text(1, published(stage) + "_scale"));
      more.message(GRAPH_OUTPUT, new ProtoMessage().text(1, published(stage) + "_zero_point"));
    }
    // Two messages behind each other are one with the fields of both.
    byte[] file = BgeSmall.published();
    byte[] outputs = new ProtoMessage().message(GRAPH, more).written();
    byte[] both = Arrays.copyOf(file, file.length + outputs.length);
    System.arraycopy(outputs, 0, both, file.length, outputs.length);
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      this.session = environment.createSession(both, options);
    }
  }

  /** What the published file calls the numbers of a stage. */
  private static String published(String stage) {
    int layer = Integer.parseInt(stage.substring(stage.indexOf('-') + 1));
    String path = "/encoder/layer." + layer;
    return switch (Stage.valueOf(stage.substring(0, stage.indexOf('-')).toUpperCase(Locale.ROOT))) {
      case INPUT ->
          layer == 0
              ? "/embeddings/LayerNorm/Add_1_output_0"
              : "/encoder/layer." + (layer - 1) + "/output/LayerNorm/Add_1_output_0";
      case ATTENTION -> path + "/attention/self/Reshape_3_output_0";
      case SUM -> path + "/attention/output/LayerNorm/Add_1_output_0";
      case INTERMEDIATE -> path + "/intermediate/intermediate_act_fn/Mul_1_output_0";
    };
  }

  /** What one text was read as: its vector, and the least and the greatest number of each stage. */
  record Reading(FloatBuffer vector, Map<String, ActivationRanges.Range> ends) {

    ActivationRanges.Range of(String stage) {
      return Objects.requireNonNull(ends.get(stage), stage);
    }
  }

  Reading read(String text) throws OrtException {
    long[] ids = BgeSmall.marked(tokenizer.encode(text, false, false).getIds());
    long[] mask = new long[ids.length];
    Arrays.fill(mask, 1);
    try (OnnxTensor input = tensor(ids);
        OnnxTensor attention = tensor(mask);
        OnnxTensor types = tensor(new long[ids.length]);
        OrtSession.Result result =
            session.run(
                Map.of("input_ids", input, "attention_mask", attention, "token_type_ids", types))) {
      FloatBuffer vector =
          ((OnnxTensor) result.get(0)).getFloatBuffer().slice(0, BgeSmall.DIMENSIONS);
      Map<String, ActivationRanges.Range> ends = new LinkedHashMap<>();
      for (String stage : ActivationRanges.stages()) {
        float scale = (float) result.get(published(stage) + "_scale").orElseThrow().getValue();
        int zero =
            Byte.toUnsignedInt(
                (byte) result.get(published(stage) + "_zero_point").orElseThrow().getValue());
        ends.put(stage, new ActivationRanges.Range(-zero * scale, (WHOLE - zero) * scale));
      }
      return new Reading(vector, ends);
    }
  }

  private OnnxTensor tensor(long[] values) throws OrtException {
    return OnnxTensor.createTensor(
        environment, LongBuffer.wrap(values), new long[] {1, values.length});
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }

  /** Prints the table of {@link ActivationRanges} as the paragraphs of some files make it. */
  public static void main(String[] files) throws IOException, OrtException {
    List<Reading> all = new ArrayList<>();
    try (ActivationSurvey survey = new ActivationSurvey()) {
      for (String file : files) {
        String text = Files.readString(Path.of(file), StandardCharsets.ISO_8859_1);
        for (String paragraph :
            Stream.of(text.split("\n\n|\n%\n|(?<=[.:;])\n")).filter(p -> !p.isBlank()).toList()) {
          all.add(survey.read(paragraph.substring(0, Math.min(paragraph.length(), 1_000))));
        }
      }
    }
    System.err.println(all.size() + " texts");
    for (String stage : ActivationRanges.stages()) {
      double[] least =
          all.stream().mapToDouble(reading -> reading.of(stage).least()).sorted().toArray();
      double[] most =
          all.stream().mapToDouble(reading -> reading.of(stage).greatest()).sorted().toArray();
      int out = (int) (LEFT_OUT * all.size());
      System.out.printf(
          Locale.ROOT, "%s %.2f %.2f%n", stage, least[out], most[most.length - 1 - out]);
    }
  }
}
