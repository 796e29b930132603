package dev.baton.agent.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The marks by which a text names its sources: {@code [2]}, also {@code [2, 3]}. Marks inside
 * inline code are no marks. Stateless.
 */
public final class CitationMarks {

  private static final Pattern MARK = Pattern.compile("\\[(\\d{1,4}(?:\\s*,\\s*\\d{1,4})*)]");
  private static final Pattern CODE_OR_MARK = Pattern.compile("(`+[^`]*`+)|" + MARK.pattern());

  private CitationMarks() {}

  /** The numbers that a text names, each once, in order of appearance. */
  public static List<Integer> numbers(String text) {
    List<Integer> numbers = new ArrayList<>();
    Matcher matcher = CODE_OR_MARK.matcher(text);
    while (matcher.find()) {
      if (matcher.group(2) != null) {
        for (String number : matcher.group(2).split(",", -1)) {
          int value = Integer.parseInt(number.strip());
          if (!numbers.contains(value)) {
            numbers.add(value);
          }
        }
      }
    }
    return List.copyOf(numbers);
  }

  /** The text without its marks and without the white space before them. */
  public static String strip(String text) {
    StringBuilder stripped = new StringBuilder();
    Matcher matcher = CODE_OR_MARK.matcher(text);
    int from = 0;
    while (matcher.find()) {
      if (matcher.group(2) != null) {
        stripped.append(text.substring(from, matcher.start()).stripTrailing());
        from = matcher.end();
      }
    }
    return stripped.append(text.substring(from)).toString().strip();
  }

  /** The text with its marks made harmless, so that a document cannot name sources by itself. */
  public static String neutral(String text) {
    return CODE_OR_MARK
        .matcher(text)
        .replaceAll(found ->
            Matcher.quoteReplacement(
                found.group(2) == null ? found.group() : "(" + found.group(2) + ")"));
  }

  /** The marks of some numbers, for example {@code [1][3]}. */
  public static String of(List<Integer> numbers) {
    StringBuilder marks = new StringBuilder();
    numbers.forEach(number -> marks.append('[').append(number).append(']'));
    return marks.toString();
  }

  /** Where the marks end that start here, white space before them included; else {@code at}. */
  static int endOfMarks(String text, int at) {
    int end = at;
    while (true) {
      int next = end;
      while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
        next++;
      }
      Matcher matcher = MARK.matcher(text).region(next, text.length());
      if (!matcher.lookingAt()) {
        return end;
      }
      end = matcher.end();
    }
  }
}
