package dev.baton.search;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Finds quoted words in the lines of one file. */
final class QuoteFinder {

  private static final int MAX_QUOTE_CHARS = 8_000;

  private final List<String> lines;

  QuoteFinder(List<String> lines) {
    this.lines = lines;
  }

  Verification find(LineRange claimed, String quote) {
    if (quote.length() > MAX_QUOTE_CHARS || quote.chars().noneMatch(Character::isLetterOrDigit)) {
      return new Verification.NotFound(
          "a quote of "
              + quote.length()
              + " characters (expected: words, at most "
              + MAX_QUOTE_CHARS
              + " characters)");
    }
    Optional<LineRange> written = asWritten(claimed, quote);
    return written
        .filter(claimed::contains)
        .or(() -> withoutMarkup(claimed, quote).filter(claimed::contains))
        .or(() -> written)
        .or(() -> withoutMarkup(claimed, quote))
        .map(range -> verdict(claimed, range))
        .orElseGet(() -> new Verification.NotFound("the quoted words do not stand in the file"));
  }

  private static Verification verdict(LineRange claimed, LineRange found) {
    return claimed.contains(found)
        ? new Verification.Found()
        : new Verification.Moved(found.start(), found.end());
  }

  private Optional<LineRange> asWritten(LineRange claimed, String quote) {
    JoinedLines joined = JoinedLines.of(lines, 1, UnaryOperator.identity());
    String wanted =
        JoinedLines.of(List.of(quote), 1, UnaryOperator.identity()).traced().collapsed().text();
    return nearest(claimed, joined, joined.traced().collapsed(), wanted);
  }

  private Optional<LineRange> withoutMarkup(LineRange claimed, String quote) {
    JoinedLines joined = JoinedLines.of(lines, 1, LineMarkup::strip);
    String wanted =
        InlineMarkup.strip(
                JoinedLines.of(quote.lines().toList(), 1, LineMarkup::strip).text(), false)
            .collapsed()
            .text();
    return wanted.isEmpty()
        ? Optional.empty()
        : nearest(claimed, joined, InlineMarkup.strip(joined.text(), false).collapsed(), wanted);
  }

  /** Of several occurrences the one that is nearest to the claim; the first of equals. */
  private static Optional<LineRange> nearest(
      LineRange claimed, JoinedLines joined, TracedText haystack, String wanted) {
    Optional<LineRange> best = Optional.empty();
    int at = haystack.text().indexOf(wanted);
    while (at >= 0) {
      int last = at + wanted.length() - 1;
      LineRange range =
          new LineRange(joined.lineOf(haystack.origin(at)), joined.lineOf(haystack.origin(last)));
      if (wholeWords(haystack.text(), at, last)) {
        if (claimed.contains(range)) {
          return Optional.of(range);
        }
        if (best.isEmpty() || range.distanceTo(claimed) < best.get().distanceTo(claimed)) {
          best = Optional.of(range);
        }
      }
      at = haystack.text().indexOf(wanted, at + 1);
    }
    return best;
  }

  /** "5 seconds" must not be found in "15 seconds". */
  private static boolean wholeWords(String text, int first, int last) {
    return !joins(text, first - 1, first) && !joins(text, last, last + 1);
  }

  private static boolean joins(String text, int left, int right) {
    return left >= 0
        && right < text.length()
        && Character.isLetterOrDigit(text.charAt(left))
        && Character.isLetterOrDigit(text.charAt(right));
  }
}
