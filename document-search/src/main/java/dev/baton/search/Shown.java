package dev.baton.search;

/** Makes text of unknown origin fit for a message. */
final class Shown {

  private static final int MAX_CHARS = 120;

  private Shown() {}

  static String quoted(String text) {
    String cut = text.length() > MAX_CHARS ? text.substring(0, MAX_CHARS) + "…" : text;
    return "'" + cut.replaceAll("\\p{Cntrl}", "?") + "'";
  }
}
