package dev.baton.search;

/**
 * A sentence, where it stands, and how well it fits a question.
 *
 * @param passage the passage that it is part of
 * @param score 0 (says nothing about it) to 1
 */
public record RankedSentence(Passage passage, Sentence sentence, double score) {}
