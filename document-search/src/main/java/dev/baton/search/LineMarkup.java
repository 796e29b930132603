package dev.baton.search;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands before the words of a Markdown line: quote marks, list markers, check boxes. */
final class LineMarkup {

  private static final Pattern QUOTE = Pattern.compile("^(?:[ \\t]{0,3}>[ \\t]?)+");
  private static final Pattern LIST =
      Pattern.compile("^[ \\t]*(?:[-*+]|\\d{1,9}[.)])[ \\t]+(?:\\[[ xX]\\][ \\t]+)?");
  private static final Pattern ALERT =
      Pattern.compile("^\\s*\\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\\]\\s*");

  private LineMarkup() {}

  static String withoutQuote(String line) {
    Matcher quote = QUOTE.matcher(line);
    String rest = quote.find() ? line.substring(quote.end()) : line;
    Matcher alert = ALERT.matcher(rest);
    return alert.find() ? rest.substring(alert.end()) : rest;
  }

  static boolean isListItem(String line) {
    return LIST.matcher(line).find();
  }

  /** The words of a line. */
  static String strip(String line) {
    String inner = withoutQuote(line);
    Matcher list = LIST.matcher(inner);
    return (list.find() ? inner.substring(list.end()) : inner).strip();
  }
}
