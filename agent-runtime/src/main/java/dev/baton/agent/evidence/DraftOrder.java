package dev.baton.agent.evidence;

import java.util.List;

/**
 * What is to be written.
 *
 * @param question the whole question
 * @param evidence what was found, facet by facet
 * @param review what was wrong with the draft before; {@link ReviewNotes#NONE} for the first
 */
public record DraftOrder(String question, List<Evidence> evidence, ReviewNotes review) {

  /** Copies the evidence. */
  public DraftOrder {
    evidence = List.copyOf(evidence);
  }
}
