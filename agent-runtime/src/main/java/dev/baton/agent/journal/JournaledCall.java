package dev.baton.agent.journal;

import dev.baton.schemas.Usage;

/** A call to a model or tool that the journal may answer instead. */
@FunctionalInterface
public interface JournaledCall {

  /**
   * What a call brought.
   *
   * @param replyJson the reply as a JSON object
   * @param usage what it cost
   */
  record Reply(String replyJson, Usage usage) {}

  /**
   * Makes the call.
   *
   * @throws InterruptedException if the caller was interrupted
   */
  Reply make() throws InterruptedException;
}
