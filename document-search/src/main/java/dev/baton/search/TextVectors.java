package dev.baton.search;

import java.util.List;

/**
 * Turns texts into vectors of unit length whose product tells how alike their meanings are.
 * Thread-safe; equal texts have equal vectors.
 */
public interface TextVectors {

  /**
   * The vectors of pieces of documents, in their order.
   *
   * @param texts none of them blank
   */
  List<float[]> ofPassages(List<String> texts);

  /**
   * The vector of what is asked.
   *
   * @param query not blank
   */
  float[] ofQuery(String query);
}
