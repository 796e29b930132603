package dev.baton.vectors;

import java.util.List;

/**
 * Turns texts into vectors of unit length whose angle tells how far apart their meanings are.
 * Thread-safe.
 */
public interface SentenceEmbedder extends AutoCloseable {

  /** Names the model, so that what was learned with one is never used with another. */
  String model();

  /**
   * The vectors of some texts, in their order.
   *
   * @param texts each with at least one character that is not blank
   */
  List<float[]> embed(List<String> texts);

  /** Gives back what the embedder holds; it embeds nothing after that. */
  @Override
  default void close() {}
}
