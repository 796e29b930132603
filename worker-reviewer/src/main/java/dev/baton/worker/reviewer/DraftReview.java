package dev.baton.worker.reviewer;

import dev.baton.agent.evidence.CitationRules;
import dev.baton.agent.evidence.DraftBlock;
import dev.baton.agent.evidence.DraftSentence;
import dev.baton.agent.evidence.Evidence;
import dev.baton.agent.evidence.FlaggedCitation;
import dev.baton.agent.evidence.Likeness;
import dev.baton.agent.evidence.Place;
import dev.baton.agent.evidence.ReviewNotes;
import dev.baton.schemas.Citation;
import dev.baton.search.Verification;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The checks that need no model: every citation is looked up again, every sentence must have one
 * that says what the sentence says, every facet with evidence must be covered. Used by one thread,
 * for one draft.
 */
final class DraftReview {

  /** The part of a sentence's words that the quoted words must have. */
  static final double MIN_SUPPORT = 0.6;

  /** Headings over facets, not over statements. */
  private static final Set<String> UNANSWERED =
      Set.of(CitationRules.NOT_FOUND, CitationRules.NO_EVIDENCE);

  private static final int SHOWN_CHARS = 100;

  private final DraftUnderReview draft;
  private final QuoteLookup lookup;
  private final List<String> issues = new ArrayList<>();
  private final List<FlaggedCitation> flagged = new ArrayList<>();
  private final List<String> sentences = new ArrayList<>();
  private final Set<Integer> unconfirmed = new HashSet<>();
  private boolean inNotFound;

  private DraftReview(DraftUnderReview draft, QuoteLookup lookup) {
    this.draft = draft;
    this.lookup = lookup;
  }

  /** What is wrong with a draft. */
  static ReviewNotes of(DraftUnderReview draft, QuoteLookup lookup) {
    return new DraftReview(draft, lookup).review();
  }

  private ReviewNotes review() {
    if (draft.blocks().isEmpty()) {
      issues.add("draft: empty (expected: sentences with citations)");
    }
    draft.citations().values().forEach(this::lookUp);
    draft.blocks().forEach(this::check);
    unnamed();
    draft.evidence().forEach(this::covered);
    return new ReviewNotes(issues, flagged, sentences);
  }

  private void lookUp(Citation citation) {
    Place place = Place.of(citation);
    String name = "citation [%d] %s".formatted(citation.getNumber(), place);
    switch (lookup.verify(place, citation.getQuote())) {
      case Verification.Found() -> {}
      case Verification.Moved(int start, int end) -> {
        Place moved = new Place(place.corpus(), place.source(), start, end);
        issues.add("%s: the quoted words stand elsewhere (expected: %s)".formatted(name, moved));
        flag(citation, Optional.of(moved));
      }
      case Verification.NotFound(String reason) -> {
        issues.add("%s: %s (expected: the quoted words)".formatted(name, reason));
        flag(citation, Optional.empty());
        unconfirmed.add(citation.getNumber());
      }
    }
  }

  private void flag(Citation citation, Optional<Place> moved) {
    flagged.add(new FlaggedCitation(Place.of(citation), moved));
  }

  private void check(DraftBlock block) {
    switch (block) {
      case DraftBlock.Heading(String text) -> heading(text);
      case DraftBlock.ListItem(List<DraftSentence> items) when inNotFound && isFacet(items) -> {}
      case DraftBlock.ListItem(List<DraftSentence> items) -> items.forEach(this::sentence);
      case DraftBlock.Paragraph(List<DraftSentence> paragraph) -> {
        inNotFound = false;
        paragraph.forEach(this::sentence);
      }
      case DraftBlock.Code(DraftSentence statement) -> sentence(statement);
    }
  }

  private void heading(String text) {
    inNotFound = UNANSWERED.contains(text);
    if (!inNotFound && !isFacet(text)) {
      issues.add("heading \"%s\": (expected: a facet of the question)".formatted(shown(text)));
    }
  }

  private boolean isFacet(List<DraftSentence> item) {
    return isFacet(item.stream().map(DraftSentence::text).collect(Collectors.joining(" ")));
  }

  private boolean isFacet(String text) {
    return draft.evidence().stream()
        .anyMatch(evidence -> CitationRules.heading(evidence.facet()).equals(text));
  }

  private void sentence(DraftSentence sentence) {
    String name = "sentence \"%s\"".formatted(shown(sentence.text()));
    if (sentence.numbers().isEmpty()) {
      reject(sentence, name + ": no citation (expected: at least one)");
      return;
    }
    List<Citation> cited =
        sentence.numbers().stream()
            .map(number -> draft.citations().get(number))
            .filter(Objects::nonNull)
            .toList();
    if (cited.size() < sentence.numbers().size()) {
      reject(
          sentence,
          "%s: cites %s (expected: only %s)"
              .formatted(name, sentence.numbers(), draft.citations().keySet()));
    } else if (cited.stream().noneMatch(one -> unconfirmed.contains(one.getNumber()))) {
      supported(sentence, name, cited);
    }
  }

  private void supported(DraftSentence sentence, String name, List<Citation> cited) {
    String quotes = cited.stream().map(Citation::getQuote).collect(Collectors.joining("\n"));
    double support = Likeness.support(sentence.text(), quotes);
    Set<String> numbers = new TreeSet<>(Likeness.numbers(sentence.text()));
    numbers.removeAll(Likeness.numbers(quotes));
    if (support < MIN_SUPPORT && !draft.translates(sentence)) {
      reject(
          sentence,
          "%s: %s has %d %% of its words (expected: at least %d %%)"
              .formatted(
                  name,
                  sentence.numbers(),
                  Math.round(100 * support),
                  Math.round(100 * MIN_SUPPORT)));
    } else if (!numbers.isEmpty()) {
      reject(
          sentence,
          "%s: %s does not say %s (expected: the numbers of its source)"
              .formatted(name, sentence.numbers(), String.join(", ", numbers)));
    }
  }

  private void reject(DraftSentence sentence, String issue) {
    issues.add(issue);
    sentences.add(sentence.text());
  }

  private void unnamed() {
    Set<Integer> named = new HashSet<>();
    draft.statements().forEach(sentence -> named.addAll(sentence.numbers()));
    draft.citations().values().stream()
        .filter(citation -> !named.contains(citation.getNumber()))
        .forEach(citation ->
            issues.add(
                "citation [%d] %s: no sentence names it (expected: at least one)"
                    .formatted(citation.getNumber(), Place.of(citation))));
  }

  /** A sentence counts for every facet whose evidence it rests on, wherever it stands. */
  private void covered(Evidence evidence) {
    boolean covered =
        draft.citations().values().stream()
            .anyMatch(citation ->
                evidence.items().stream()
                    .anyMatch(item -> item.quote().equals(citation.getQuote())));
    if (!evidence.items().isEmpty() && !covered) {
      issues.add(
          "facet \"%s\": nothing said (expected: a sentence from its %d pieces of evidence)"
              .formatted(shown(evidence.facet()), evidence.items().size()));
    }
  }

  private static String shown(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    return line.length() <= SHOWN_CHARS ? line : line.substring(0, SHOWN_CHARS - 1) + "…";
  }
}
