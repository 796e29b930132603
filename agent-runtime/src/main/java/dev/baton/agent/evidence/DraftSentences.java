package dev.baton.agent.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Splits running text into sentences; the marks after a full stop belong to the sentence. */
final class DraftSentences {

  private static final Set<String> ABBREVIATIONS =
      Set.of("e.g", "i.e", "etc", "cf", "vs", "fig", "approx", "incl", "resp", "no", "dr", "mr");

  private static final String CLOSERS = "\"')]”’*_`";

  private DraftSentences() {}

  static List<DraftSentence> split(String text) {
    List<DraftSentence> sentences = new ArrayList<>();
    int from = 0;
    int at = 0;
    while (at < text.length()) {
      int end = text.charAt(at) == '`' ? -1 : endOfSentence(text, at);
      if (end >= 0) {
        add(sentences, text.substring(from, end));
        from = end;
      }
      at = end >= 0 ? end : text.charAt(at) == '`' ? pastCode(text, at) : at + 1;
    }
    add(sentences, text.substring(from));
    return sentences;
  }

  private static void add(List<DraftSentence> sentences, String marked) {
    if (!marked.isBlank()) {
      sentences.add(DraftSentence.of(marked.strip()));
    }
  }

  /** Full stops inside inline code end nothing. */
  private static int pastCode(String text, int at) {
    int close = text.indexOf('`', at + 1);
    return close < 0 ? at + 1 : close + 1;
  }

  /** Where the sentence ends whose last full stop stands here; -1 if none does. */
  private static int endOfSentence(String text, int at) {
    char stop = text.charAt(at);
    if (stop != '.' && stop != '!' && stop != '?') {
      return -1;
    }
    int end = at + 1;
    while (end < text.length() && (CLOSERS.indexOf(text.charAt(end)) >= 0)) {
      end++;
    }
    int marked = CitationMarks.endOfMarks(text, end);
    if (marked == text.length()) {
      return marked;
    }
    if (!Character.isWhitespace(text.charAt(marked))) {
      return -1;
    }
    return marked > end || (beginsSentence(text, marked) && !isAbbreviation(text, at))
        ? marked
        : -1;
  }

  private static boolean beginsSentence(String text, int from) {
    int at = from;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at == text.length() || !Character.isLowerCase(text.charAt(at));
  }

  private static boolean isAbbreviation(String text, int stop) {
    int word = stop;
    while (word > 0 && !Character.isWhitespace(text.charAt(word - 1))) {
      word--;
    }
    String before =
        text.substring(word, stop).toLowerCase(Locale.ROOT).replaceFirst("^[(\\[\"']+", "");
    return text.charAt(stop) == '.'
        && (ABBREVIATIONS.contains(before)
            || (before.length() == 1 && Character.isLetter(before.charAt(0))));
  }
}
