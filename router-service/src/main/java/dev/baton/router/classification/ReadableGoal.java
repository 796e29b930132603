package dev.baton.router.classification;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What of a goal the classifier reads: its beginning, and its parts where it has several.
 *
 * @param beginning at most {@link #MAX_CHARS} characters
 * @param parts empty, or 2 to {@link #MAX_PARTS}
 */
record ReadableGoal(String beginning, List<String> parts) {

  /** What a person asks for stands here; reading more would hold up every request behind it. */
  static final int MAX_CHARS = 1_000;

  static final int MAX_PARTS = 6;
  private static final int LEAST_WORDS = 3;
  private static final Pattern WORD = Pattern.compile("\\s+");
  private static final Pattern JOINT =
      Pattern.compile(
          "(?i)\\s*[;\\n]\\s*|,?\\s+(?:and then|and also|after that|then|as well as|and)\\s+|,\\s+");

  /** Copies the list. */
  ReadableGoal {
    parts = List.copyOf(parts);
  }

  /** Empty where the model cannot read the goal, for want of Latin words. */
  static Optional<ReadableGoal> of(String goal) {
    String beginning = goal.length() <= MAX_CHARS ? goal : cut(goal);
    int[] letters = beginning.codePoints().filter(Character::isLetter).toArray();
    long latin = Arrays.stream(letters).filter(ReadableGoal::isLatin).count();
    if (latin == 0 || latin * 2 < letters.length) {
      return Optional.empty();
    }
    return Optional.of(new ReadableGoal(beginning, partsOf(beginning)));
  }

  private static boolean isLatin(int letter) {
    return Character.UnicodeScript.of(letter) == Character.UnicodeScript.LATIN;
  }

  private static String cut(String goal) {
    int end = goal.lastIndexOf(' ', MAX_CHARS);
    if (end > MAX_CHARS / 2) {
      return goal.substring(0, end);
    }
    // Half a surrogate pair would be no character.
    return goal.substring(
        0, Character.isHighSurrogate(goal.charAt(MAX_CHARS - 1)) ? MAX_CHARS - 1 : MAX_CHARS);
  }

  private static List<String> partsOf(String text) {
    List<String> parts =
        sentences(text)
            .flatMap(JOINT::splitAsStream)
            .map(String::strip)
            .filter(part -> WORD.split(part).length >= LEAST_WORDS)
            .limit(MAX_PARTS)
            .toList();
    return parts.size() > 1 ? parts : List.of();
  }

  private static Stream<String> sentences(String text) {
    BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ENGLISH);
    breaks.setText(text);
    List<String> sentences = new ArrayList<>();
    int start = breaks.first();
    for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
      sentences.add(text.substring(start, end));
      start = end;
    }
    return sentences.stream();
  }
}
