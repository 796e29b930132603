package dev.baton.agent.evidence;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lays out the documents' own sentences where no model can write: what the offline model picked and
 * the evidence that fits best, one paragraph a document, in the document's order. A sentence stands
 * under the facet that it fits best.
 */
final class ExtractiveDraft {

  /** Evidence that fits not much worse than the best is said even if the model passed it over. */
  private static final double STRONG = 0.7;

  private static final int MAX_STRONG = 5;

  /** How long a facet's text may grow by what stands beside a chosen sentence. */
  private static final int MAX_SENTENCES = 6;

  /** Sentences of a facet when nothing of it was picked. */
  private static final int MIN_SENTENCES = 2;

  private final NumberedEvidence evidence;

  ExtractiveDraft(NumberedEvidence evidence) {
    this.evidence = evidence;
  }

  /**
   * The text of one facet.
   *
   * @param picked the numbers that the offline model named
   */
  String markdown(NumberedEvidence.Facet facet, List<Integer> picked) {
    Set<Integer> chosen = new LinkedHashSet<>();
    facet.numbers().stream()
        .filter(number -> facet.score(number) >= STRONG)
        .limit(MAX_STRONG)
        .forEach(chosen::add);
    picked.stream().filter(facet.numbers()::contains).forEach(chosen::add);
    chosen.removeIf(number -> fitsAnotherBetter(facet, number));
    if (chosen.isEmpty()) {
      facet.numbers().stream().limit(MIN_SENTENCES).forEach(chosen::add);
    }
    addNeighbours(facet, chosen);
    return write(facet, chosen);
  }

  private void addNeighbours(NumberedEvidence.Facet facet, Set<Integer> chosen) {
    Deque<Integer> open = new ArrayDeque<>(chosen);
    while (!open.isEmpty()) {
      int one = open.remove();
      for (int number : facet.numbers()) {
        if (chosen.size() < MAX_SENTENCES
            && adjoin(one, number)
            && !isStrongElsewhere(facet, number)
            && chosen.add(number)) {
          open.add(number);
        }
      }
    }
  }

  private boolean isStrongElsewhere(NumberedEvidence.Facet facet, int number) {
    return evidence.facets().stream()
        .anyMatch(other -> !other.equals(facet) && other.score(number) >= STRONG);
  }

  /** Sentences that follow each other in a paragraph explain each other. */
  private boolean adjoin(int one, int other) {
    EvidenceItem first = evidence.source(one);
    EvidenceItem second = evidence.source(other);
    return first.source().equals(second.source())
        && !second.quote().startsWith("|")
        && second.lineStart() <= first.lineEnd() + 1
        && first.lineStart() <= second.lineEnd() + 1;
  }

  private boolean fitsAnotherBetter(NumberedEvidence.Facet facet, int number) {
    return evidence.facets().stream()
        .filter(other -> !other.equals(facet))
        .anyMatch(other -> other.score(number) > facet.score(number));
  }

  private String write(NumberedEvidence.Facet facet, Set<Integer> chosen) {
    Map<String, List<Integer>> bySource = new LinkedHashMap<>();
    facet.numbers().stream()
        .filter(chosen::contains)
        .forEach(number ->
            bySource
                .computeIfAbsent(evidence.source(number).source(), _ -> new ArrayList<>())
                .add(number));
    Comparator<Integer> inDocument =
        Comparator.<Integer>comparingInt(number -> evidence.source(number).lineStart())
            .thenComparingInt(number -> evidence.source(number).lineEnd());
    StringBuilder text = new StringBuilder();
    for (List<Integer> numbers : bySource.values()) {
      numbers.sort(inDocument);
      text.append(text.isEmpty() ? "" : "\n\n");
      numbers.forEach(number -> text.append(marked(number)));
    }
    return text.toString();
  }

  /** A table row may hold several sentences: each one gets the mark. */
  private String marked(int number) {
    StringBuilder text = new StringBuilder();
    for (DraftSentence sentence :
        DraftSentences.split(Drafting.sentence(evidence.source(number).text()))) {
      text.append(sentence.text()).append(" [").append(number).append("] ");
    }
    return text.toString();
  }
}
