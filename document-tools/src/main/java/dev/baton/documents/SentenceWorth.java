package dev.baton.documents;

import dev.baton.agent.evidence.Likeness;
import dev.baton.search.PassageIndex;
import dev.baton.search.Relevance;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a sentence is worth as an answer to a facet: what it has in common with the facet; more if
 * it begins with it or stands under a heading about it; something for what it has in common with
 * the whole question; and a share of the sentence before it, since an answer often goes on without
 * repeating the question's words. Deterministic.
 */
final class SentenceWorth {

  private static final double GOAL_SHARE = 0.5;
  private static final double CONTINUATION_SHARE = 0.5;

  /**
   * A sentence of a smaller part of the former one's worth has moved on, unless it refers to that.
   */
  private static final double MIN_OWN = 0.2;

  private static final double OPENING_SHARE = 0.15;
  private static final int OPENING_WORDS = 4;
  private static final double HEADING_SHARE = 1.0;

  /** A heading that is less like the facet is about something else. */
  private static final double HEADING_MATCH = 0.6;

  /** "As follows:" says nothing without what follows. */
  private static final double INTRODUCTION_FACTOR = 0.4;

  /** "It does …" says little without the sentence before. */
  private static final double PRONOUN_FACTOR = 0.8;

  /** Sentences that begin so speak of what was said before. */
  private static final Set<String> REFERRING =
      Set.of("the", "it", "its", "they", "their", "this", "that", "these", "those", "such", "so");

  private static final Set<String> PRONOUNS =
      Set.of("it", "they", "this", "that", "these", "those", "he", "she", "such", "then");

  private final String facet;
  private final Relevance toFacet;
  private final Optional<Relevance> toGoal;

  SentenceWorth(PassageIndex index, FacetQuestion question) {
    this.facet = question.facet();
    this.toFacet = Relevance.of(index, question.facet());
    this.toGoal =
        question.isPart() ? Optional.of(Relevance.of(index, question.goal())) : Optional.empty();
  }

  /**
   * The worth of one sentence.
   *
   * @param headings what stands above it
   * @param before the worth of the sentence before it in its passage; 0 for the first
   * @return 0 (none) upwards; comparable within one facet only
   */
  double of(String sentence, List<String> headings, double before) {
    double own =
        toFacet.score(sentence, headings) * (1 + OPENING_SHARE * opening(sentence))
            + HEADING_SHARE * underHeading(headings)
            + GOAL_SHARE * toGoal.map(goal -> goal.score(sentence, headings)).orElse(0.0);
    boolean goesOn = own >= MIN_OWN * before || REFERRING.contains(firstWord(sentence));
    double continued = goesOn ? Math.max(own, CONTINUATION_SHARE * (before + own)) : own;
    return continued * (sentence.endsWith(":") ? INTRODUCTION_FACTOR : 1) * pronounFactor(sentence);
  }

  private double opening(String sentence) {
    String first =
        Arrays.stream(sentence.split("\\s+", OPENING_WORDS + 1))
            .limit(OPENING_WORDS)
            .collect(Collectors.joining(" "));
    return Likeness.support(facet, first) > 0 ? 1 : 0;
  }

  private double underHeading(List<String> headings) {
    double match =
        headings.stream().mapToDouble(heading -> Likeness.jaccard(facet, heading)).max().orElse(0);
    return match >= HEADING_MATCH ? match : 0;
  }

  private static double pronounFactor(String sentence) {
    return PRONOUNS.contains(firstWord(sentence)) ? PRONOUN_FACTOR : 1;
  }

  private static String firstWord(String sentence) {
    return sentence.split("\\s+", 2)[0].toLowerCase(Locale.ROOT);
  }
}
