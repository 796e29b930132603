package dev.baton.core.ledger;

import dev.baton.core.id.RunId;
import java.util.List;
import java.util.Optional;

/**
 * What was decided about an event.
 *
 * @param facts what changes, in this order
 * @param word what a run is told
 */
public record LedgerDecision(List<LedgerFact> facts, Optional<Word> word) {
  /** Copies the list. */
  public LedgerDecision {
    facts = List.copyOf(facts);
  }

  /**
   * The answer to a run's request.
   *
   * @param runId which run
   * @param number of its request
   * @param granted how much more it may spend; empty where it was denied
   * @param reason why it was denied
   * @param drained whether less than was wanted is granted
   */
  public record Word(
      RunId runId,
      int number,
      Optional<Amount> granted,
      Optional<String> reason,
      boolean drained) {}
}
