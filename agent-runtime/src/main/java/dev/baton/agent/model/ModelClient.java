package dev.baton.agent.model;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/** A language model, or what stands in for one. Implementations are thread-safe. */
public interface ModelClient {

  /** The model's name as it stands in usage and journal. */
  String name();

  /**
   * The highest price of a token of any model that may answer a call; empty where one of them has
   * no known price.
   */
  default Optional<ModelPrice> price() {
    return Optional.of(ModelPrice.NONE);
  }

  /**
   * How many tokens any model that may answer a call takes at most, in and out together; empty
   * where that is not known.
   */
  default Optional<Integer> window() {
    return Optional.empty();
  }

  /**
   * Asks the model once.
   *
   * @param request what is asked
   * @param deadline when the reply is worth nothing any more; the call ends by then
   * @return the reply
   * @throws InterruptedException if the caller was interrupted
   * @throws dev.baton.agent.failure.TaskFailureException if no reply could be had, with the class
   *     that says whether trying again helps
   */
  ModelReply call(ModelRequest request, Instant deadline) throws InterruptedException;

  /**
   * Asks the model once and tells of the reply's text while it is being written. A model that
   * cannot do that tells nothing.
   *
   * @param listener hears the text; what it heard counts for nothing once the call has failed
   */
  default ModelReply call(ModelRequest request, Instant deadline, TextListener listener)
      throws InterruptedException {
    return call(request, deadline);
  }

  /**
   * The same, with other models before those named where there are any.
   *
   * @param names models that failed this work before
   */
  default ModelClient avoiding(Collection<String> names) {
    return this;
  }
}
