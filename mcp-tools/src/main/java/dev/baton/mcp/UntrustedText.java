package dev.baton.mcp;

/** Text of a server, made fit to be shown in one place and no further. */
final class UntrustedText {

  private UntrustedText() {}

  /** One line without control characters, cut at the bound. */
  static String line(String text, int maxChars) {
    // Cut first: what is beyond is not even looked at.
    String start = text.length() > 2 * maxChars ? text.substring(0, 2 * maxChars) : text;
    String clean = start.replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ").strip();
    return clean.length() <= maxChars ? clean : clean.substring(0, maxChars) + "…";
  }
}
