package dev.baton.worker.reviewer;

import dev.baton.agent.evidence.Place;
import dev.baton.search.Verification;

/** Looks quoted words up again in their source. Implementations are thread-safe. */
@FunctionalInterface
public interface QuoteLookup {

  /**
   * Whether the words stand there.
   *
   * @throws dev.baton.agent.failure.TaskFailureException of class TRANSIENT if the storage failed
   */
  Verification verify(Place place, String quote);
}
