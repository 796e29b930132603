package dev.baton.documents;

/**
 * A part of a question and the question that it is part of.
 *
 * @param facet the part that is to be answered
 * @param goal the whole question; gives a facet such as "and what happens then?" its context
 */
public record FacetQuestion(String facet, String goal) {

  /** Whether the facet is only a part. */
  public boolean isPart() {
    return !goal.isBlank() && !goal.strip().equals(facet.strip());
  }
}
