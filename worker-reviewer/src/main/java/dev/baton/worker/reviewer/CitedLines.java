package dev.baton.worker.reviewer;

import dev.baton.agent.evidence.CitationMarks;
import dev.baton.agent.evidence.DraftSentence;
import dev.baton.agent.evidence.Place;
import dev.baton.schemas.Citation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Lines under a text that name the text's sources by the text's numbers, and further ones by the
 * numbers after those. Used by one thread, for one text.
 */
final class CitedLines {

  private final List<Citation> citations;
  private final List<String> lines = new ArrayList<>();

  /**
   * No lines yet.
   *
   * @param citations the text's
   */
  CitedLines(List<Citation> citations) {
    this.citations = new ArrayList<>(citations);
  }

  /**
   * Adds a line.
   *
   * @param sources the citations by whose numbers the sentences name their sources
   * @param unconfirmed numbers among them that are left out
   */
  void add(Contradictions.Pair pair, List<Citation> sources, Set<Integer> unconfirmed) {
    List<Citation> confirmed =
        sources.stream().filter(source -> !unconfirmed.contains(source.getNumber())).toList();
    lines.add(shown(pair.one(), confirmed) + " — " + shown(pair.other(), confirmed));
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  /** The text's citations and those that only lines name. */
  List<Citation> citations() {
    return List.copyOf(citations);
  }

  private String shown(DraftSentence sentence, List<Citation> sources) {
    List<Integer> numbers =
        sources.stream()
            .filter(source -> sentence.numbers().contains(source.getNumber()))
            .map(this::number)
            .toList();
    String text = sentence.text().replaceAll("\\s+", " ");
    return numbers.isEmpty() ? text : text + " " + CitationMarks.of(numbers);
  }

  private int number(Citation source) {
    return citations.stream()
        .filter(known -> isSame(known, source))
        .map(Citation::getNumber)
        .findFirst()
        .orElseGet(() -> added(source));
  }

  private int added(Citation source) {
    int number = citations.stream().mapToInt(Citation::getNumber).max().orElse(0) + 1;
    citations.add(Citation.newBuilder(source).setNumber(number).build());
    return number;
  }

  private static boolean isSame(Citation one, Citation other) {
    return Place.of(one).equals(Place.of(other)) && one.getQuote().equals(other.getQuote());
  }
}
