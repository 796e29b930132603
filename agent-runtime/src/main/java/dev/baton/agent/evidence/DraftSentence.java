package dev.baton.agent.evidence;

import java.util.List;

/**
 * One sentence of a draft.
 *
 * @param text the sentence without its marks
 * @param numbers the sources that it names, in order of appearance
 */
public record DraftSentence(String text, List<Integer> numbers) {

  /** Copies the numbers. */
  public DraftSentence {
    numbers = List.copyOf(numbers);
  }

  /** Reads one sentence with its marks. */
  static DraftSentence of(String marked) {
    return new DraftSentence(CitationMarks.strip(marked), CitationMarks.numbers(marked));
  }
}
