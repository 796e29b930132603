package dev.baton.agent.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Splits a passage of Markdown or plain text into sentences that can stand alone. */
final class SentenceSplitter {

  /** Longer ones are cut at a word. */
  static final int MAX_CHARS = 600;

  private static final Set<String> ABBREVIATIONS =
      Set.of(
          "e.g", "i.e", "etc", "cf", "vs", "no", "mr", "mrs", "ms", "dr", "fig", "approx", "incl",
          "resp");
  private static final Pattern LIST_MARKER = Pattern.compile("\\s*(?:[-*+•]|\\d{1,3}[.)])\\s+(.*)");
  private static final Pattern HEADING = Pattern.compile("\\s*#{1,6}\\s+.*");
  private static final Pattern FENCE = Pattern.compile("\\s*(```|~~~).*");
  private static final Pattern TABLE_RULE = Pattern.compile("[\\s|:-]+");

  private final List<String> sentences = new ArrayList<>();
  private final StringBuilder paragraph = new StringBuilder();

  private SentenceSplitter() {}

  static List<String> split(String text) {
    SentenceSplitter splitter = new SentenceSplitter();
    text.lines().forEach(splitter::line);
    splitter.finishParagraph();
    return splitter.sentences;
  }

  private void line(String line) {
    var item = LIST_MARKER.matcher(line);
    if (line.isBlank() || FENCE.matcher(line).matches()) {
      finishParagraph();
    } else if (HEADING.matcher(line).matches()) {
      finishParagraph();
    } else if (line.strip().startsWith("|")) {
      finishParagraph();
      tableRow(line.strip());
    } else if (item.matches()) {
      finishParagraph();
      paragraph.append(item.group(1).strip());
    } else {
      paragraph
          .append(paragraph.isEmpty() ? "" : " ")
          .append(line.strip().replaceFirst("^>\\s*", ""));
    }
  }

  private void tableRow(String row) {
    if (!TABLE_RULE.matcher(row).matches()) {
      String cells = row.replaceAll("^\\||\\|$", "").strip().replaceAll("\\s*\\|\\s*", " – ");
      add(cells.endsWith(".") ? cells : cells + ".");
    }
  }

  private void finishParagraph() {
    String text = paragraph.toString();
    paragraph.setLength(0);
    int from = 0;
    for (int at = 0; at < text.length(); at++) {
      if (endsSentence(text, at)) {
        int end = at + 1;
        while (end < text.length() && "\"')]”’*_`".indexOf(text.charAt(end)) >= 0) {
          end++;
        }
        add(text.substring(from, end));
        from = end;
        at = end - 1;
      }
    }
    add(text.substring(from));
  }

  private static boolean endsSentence(String text, int at) {
    char c = text.charAt(at);
    if (c != '.' && c != '!' && c != '?') {
      return false;
    }
    int next = at + 1;
    while (next < text.length() && "\"')]”’*_`".indexOf(text.charAt(next)) >= 0) {
      next++;
    }
    if (next < text.length() && !Character.isWhitespace(text.charAt(next))) {
      return false;
    }
    int word = at;
    while (word > 0 && !Character.isWhitespace(text.charAt(word - 1))) {
      word--;
    }
    String before =
        text.substring(word, at).toLowerCase(java.util.Locale.ROOT).replaceAll("^[(\\[\"']+", "");
    return c != '.'
        || !(ABBREVIATIONS.contains(before)
            || (before.length() == 1 && Character.isLetter(before.charAt(0))));
  }

  private void add(String sentence) {
    String clean = sentence.strip();
    if (clean.length() > MAX_CHARS) {
      int cut = clean.lastIndexOf(' ', MAX_CHARS);
      clean = clean.substring(0, cut > 0 ? cut : MAX_CHARS) + " …";
    }
    if (clean.chars().filter(Character::isLetter).count() >= 3) {
      sentences.add(clean);
    }
  }
}
