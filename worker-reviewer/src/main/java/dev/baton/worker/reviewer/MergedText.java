package dev.baton.worker.reviewer;

import dev.baton.agent.evidence.CitationMarks;
import dev.baton.schemas.Citation;
import java.util.List;
import java.util.Optional;

/**
 * One text out of several results.
 *
 * @param markdown the text
 * @param citations those that the text names
 * @param model who wrote it; absent where it is the union of what the results say
 * @param repeated sentences left out because another result says the same
 * @param dropped sentences left out because their sources do not stand for them
 * @param issues what was wrong and led to that
 */
record MergedText(
    String markdown,
    List<Citation> citations,
    Optional<String> model,
    int repeated,
    List<String> dropped,
    List<String> issues) {

  MergedText {
    citations = List.copyOf(citations);
    dropped = List.copyOf(dropped);
    issues = List.copyOf(issues);
  }

  /**
   * The union of what the results say.
   *
   * @param citations those of all results
   */
  static MergedText of(
      String markdown, List<Citation> citations, int repeated, List<String> dropped) {
    List<Integer> named = CitationMarks.numbers(markdown);
    return new MergedText(
        markdown,
        citations.stream().filter(citation -> named.contains(citation.getNumber())).toList(),
        Optional.empty(),
        repeated,
        dropped,
        dropped.stream()
            .map(sentence ->
                "sentence \"%s\": none of its sources says so (expected: the quoted words)"
                    .formatted(sentence))
            .toList());
  }
}
