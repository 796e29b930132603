package dev.baton.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Finds where sentences end. Knows abbreviations, version numbers and inline code. */
final class SentenceSplitter {

  /** A longer "sentence" is no sentence; it is cut at white space. */
  static final int MAX_SENTENCE_CHARS = 1_000;

  /** Abbreviations that never end a sentence, without their last full stop. */
  private static final Set<String> ABBREVIATIONS =
      Set.of(
          "e.g", "i.e", "eg", "ie", "cf", "vs", "viz", "approx", "ca", "incl", "excl", "resp",
          "max", "min", "fig", "sec", "dr", "mr", "mrs", "ms", "prof", "st");

  private static final String CLOSERS = ")]\"'”’*_";
  private static final String OPENERS = "\"'“‘([`<$#*_";

  private SentenceSplitter() {}

  /** A stretch of a text: from inclusive, to exclusive. */
  record Span(int from, int to) {}

  static List<Span> split(String text) {
    List<Span> spans = new ArrayList<>();
    int start = 0;
    boolean code = false;
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character == '`') {
        code = !code;
      }
      int end = !code && isTerminator(character) ? sentenceEnd(text, i) : -1;
      boolean tooLong = i - start >= MAX_SENTENCE_CHARS && Character.isWhitespace(character);
      if (end > 0 || tooLong) {
        add(spans, text, start, end > 0 ? end : i);
        start = end > 0 ? end : i;
        i = Math.max(i, start - 1);
      }
    }
    add(spans, text, start, text.length());
    return spans;
  }

  private static void add(List<Span> spans, String text, int from, int to) {
    int start = from;
    int end = to;
    while (start < end && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    if (text.substring(start, end).chars().anyMatch(Character::isLetterOrDigit)) {
      spans.add(new Span(start, end));
    }
  }

  private static boolean isTerminator(char character) {
    return character == '.' || character == '!' || character == '?' || character == '…';
  }

  /** Where the sentence ends that this terminator may end, or -1. */
  private static int sentenceEnd(String text, int terminator) {
    int end = terminator + 1;
    while (end < text.length()
        && (isTerminator(text.charAt(end)) || CLOSERS.indexOf(text.charAt(end)) >= 0)) {
      end++;
    }
    if (end == text.length()) {
      return end;
    }
    if (!Character.isWhitespace(text.charAt(end))) {
      return -1;
    }
    int next = end;
    while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
      next++;
    }
    if (next == text.length()) {
      return end;
    }
    return startsSentence(text.charAt(next)) && !isAbbreviation(text, terminator) ? end : -1;
  }

  private static boolean startsSentence(char character) {
    return Character.isUpperCase(character)
        || Character.isDigit(character)
        || OPENERS.indexOf(character) >= 0
        || (Character.isLetter(character) && !Character.isLowerCase(character));
  }

  private static boolean isAbbreviation(String text, int stop) {
    if (text.charAt(stop) != '.') {
      return false;
    }
    int start = stop;
    while (start > 0
        && (Character.isLetter(text.charAt(start - 1)) || text.charAt(start - 1) == '.')) {
      start--;
    }
    String word = text.substring(start, stop);
    boolean initial = word.length() == 1 && Character.isUpperCase(word.charAt(0));
    return initial || ABBREVIATIONS.contains(word.toLowerCase(Locale.ROOT));
  }
}
