package dev.baton.agent.evidence;

/**
 * What was written about one facet.
 *
 * @param facet the part of the question
 * @param markdown the text with its marks; empty where nothing could be written
 */
public record FacetDraft(String facet, String markdown) {}
