package dev.baton.routing.embedding;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.langchain4j.model.embedding.onnx.AbstractInProcessEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.OnnxBertBiEncoder;
import dev.langchain4j.model.embedding.onnx.PoolingMode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.Executor;

/**
 * BGE small with one thread for a text. The runtime's own threads spin while they wait for each
 * other: with as many of them as cores, a text takes twice as long and several texts at once hinder
 * each other.
 */
final class OneThreadModel extends AbstractInProcessEmbeddingModel {

  private static final int DIMENSIONS = 384;

  OneThreadModel(Executor executor) {
    super(executor);
    // A fault of the native library shall come now, not with the first text.
    model();
  }

  @Override
  protected OnnxBertBiEncoder model() {
    return Loaded.MODEL;
  }

  @Override
  protected Integer knownDimension() {
    return DIMENSIONS;
  }

  /** Once in a process, however often it is asked for. */
  private static final class Loaded {

    private static final OnnxBertBiEncoder MODEL = load();

    private static OnnxBertBiEncoder load() {
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
          InputStream model = resource("/bge-small-en-v1.5-q.onnx");
          InputStream tokenizer = resource("/bge-small-en-v1.5-q-tokenizer.json")) {
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        OrtSession session = environment.createSession(model.readAllBytes(), options);
        return new OnnxBertBiEncoder(environment, session, tokenizer, PoolingMode.CLS);
      } catch (OrtException e) {
        throw new IllegalStateException("the sentence model cannot be loaded", e);
      } catch (IOException e) {
        throw new UncheckedIOException("the sentence model cannot be read", e);
      }
    }

    private static InputStream resource(String name) {
      InputStream stream = OneThreadModel.class.getResourceAsStream(name);
      if (stream == null) {
        throw new IllegalStateException(name + " is not on the class path");
      }
      return stream;
    }
  }
}
