package dev.baton.agent.journal;

import dev.baton.schemas.Usage;
import java.util.Optional;

/** A call to a model or tool that the journal may answer instead. */
@FunctionalInterface
public interface JournaledCall {

  /**
   * What a call brought.
   *
   * @param replyJson the reply as a JSON object
   * @param usage what it cost
   * @param trimmedJson what was left out of the request, as a JSON object
   * @param promptDigest of the instructions that a model was given; empty for a tool
   */
  record Reply(
      String replyJson, Usage usage, Optional<String> trimmedJson, Optional<String> promptDigest) {

    /** The reply to a request that was sent whole and had no instructions. */
    public Reply(String replyJson, Usage usage) {
      this(replyJson, usage, Optional.empty(), Optional.empty());
    }
  }

  /**
   * Makes the call.
   *
   * @throws InterruptedException if the caller was interrupted
   */
  Reply make() throws InterruptedException;
}
