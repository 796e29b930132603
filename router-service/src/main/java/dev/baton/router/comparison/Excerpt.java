package dev.baton.router.comparison;

/** The beginning of a text. */
final class Excerpt {

  private Excerpt() {}

  static String of(String text, int chars) {
    if (text.length() <= chars) {
      return text;
    }
    // Half a surrogate pair would not survive UTF-8.
    int end = Character.isHighSurrogate(text.charAt(chars - 1)) ? chars - 1 : chars;
    return text.substring(0, end) + "…";
  }
}
