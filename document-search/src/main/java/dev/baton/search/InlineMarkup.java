package dev.baton.search;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Takes the inline markup out of Markdown text and remembers where each remaining character came
 * from. Links keep their text, images and footnote marks go, code spans keep their content
 * untouched. No span is longer than a bound or crosses a blank line, so hostile text costs no more
 * than linear time.
 */
final class InlineMarkup {

  /** Longest emphasis, link or code span that is recognised, in characters. */
  private static final int MAX_SPAN = 1_000;

  private static final Set<String> TAGS =
      Set.of(
          "a", "b", "br", "center", "code", "del", "details", "div", "em", "h1", "h2", "h3", "h4",
          "hr", "i", "img", "kbd", "p", "picture", "s", "source", "span", "strong", "sub",
          "summary", "sup", "u");

  private static final Map<String, Character> ENTITIES =
      Map.of("&amp;", '&', "&lt;", '<', "&gt;", '>', "&quot;", '"', "&#39;", '\'', "&nbsp;", ' ');

  private static final String ESCAPABLE = "\\`*_{}[]()#+-.!|<>~";

  private final String raw;
  private final boolean keepTicks;
  private final StringBuilder text = new StringBuilder();
  private int[] origins = new int[64];
  // skip[i] > i: the raw characters from i to there are markup.
  private final int[] skip;

  private InlineMarkup(String raw, boolean keepTicks) {
    this.raw = raw;
    this.keepTicks = keepTicks;
    this.skip = new int[raw.length()];
  }

  /**
   * @param keepTicks whether the back-ticks of code spans stay
   */
  static TracedText strip(String raw, boolean keepTicks) {
    InlineMarkup markup = new InlineMarkup(raw, keepTicks);
    int at = 0;
    while (at < raw.length()) {
      at = markup.skip[at] > at ? markup.skip[at] : markup.next(at);
    }
    return new TracedText(
        markup.text.toString(), Arrays.copyOf(markup.origins, markup.text.length()));
  }

  private int next(int at) {
    return switch (raw.charAt(at)) {
      case '\\' -> escape(at);
      case '`' -> code(at);
      case '!' -> at + 1 < raw.length() && raw.charAt(at + 1) == '[' ? image(at) : emit(at, at + 1);
      case '[' -> link(at);
      case '<' -> tag(at);
      case '&' -> entity(at);
      case '*', '_', '~' -> emphasis(at);
      default -> emit(at, at + 1);
    };
  }

  private int emit(int from, int to) {
    for (int i = from; i < to; i++) {
      emit(raw.charAt(i), i);
    }
    return to;
  }

  private void emit(char character, int origin) {
    if (text.length() == origins.length) {
      origins = Arrays.copyOf(origins, origins.length * 2);
    }
    origins[text.length()] = origin;
    text.append(character);
  }

  private int escape(int at) {
    return at + 1 < raw.length() && ESCAPABLE.indexOf(raw.charAt(at + 1)) >= 0
        ? emit(at + 1, at + 2)
        : emit(at, at + 1);
  }

  private int code(int at) {
    int ticks = run(at);
    int close = closingRun(at + ticks, '`', ticks);
    if (close < 0) {
      return emit(at, at + ticks);
    }
    return keepTicks ? emit(at, close + ticks) : emitAndPass(at + ticks, close, close + ticks);
  }

  private int emitAndPass(int from, int to, int next) {
    emit(from, to);
    return next;
  }

  private int image(int at) {
    int close = closingBracket(at + 1, '[', ']');
    int end = close < 0 ? -1 : target(close + 1);
    return end < 0 ? emit(at, at + 1) : end;
  }

  private int link(int at) {
    int close = closingBracket(at, '[', ']');
    if (close < 0) {
      return emit(at, at + 1);
    }
    if (at + 1 < close && raw.charAt(at + 1) == '^') {
      return close + 1;
    }
    int end = target(close + 1);
    if (end < 0) {
      return emit(at, at + 1);
    }
    skip[close] = end;
    return at + 1;
  }

  /** Where a link's target ends that starts here, or -1. */
  private int target(int at) {
    if (at >= raw.length()) {
      return -1;
    }
    int close =
        switch (raw.charAt(at)) {
          case '(' -> closingBracket(at, '(', ')');
          case '[' -> closingBracket(at, '[', ']');
          default -> -1;
        };
    return close < 0 ? -1 : close + 1;
  }

  private int tag(int at) {
    int close = raw.indexOf('>', at, Math.min(raw.length(), at + MAX_SPAN));
    if (close < 0) {
      return emit(at, at + 1);
    }
    String inner = raw.substring(at + 1, close);
    if (inner.startsWith("http://") || inner.startsWith("https://")) {
      return emitAndPass(at + 1, close, close + 1);
    }
    String name = inner.replaceFirst("^/", "").replaceFirst("[\\s/].*", "");
    return inner.startsWith("!--") || TAGS.contains(name.toLowerCase(Locale.ROOT))
        ? close + 1
        : emit(at, at + 1);
  }

  private int entity(int at) {
    for (Map.Entry<String, Character> entity : ENTITIES.entrySet()) {
      if (raw.startsWith(entity.getKey(), at)) {
        emit(entity.getValue(), at);
        return at + entity.getKey().length();
      }
    }
    return emit(at, at + 1);
  }

  private int emphasis(int at) {
    char mark = raw.charAt(at);
    int length = run(at);
    int inner = at + length;
    boolean opens =
        length <= 3
            && (mark != '~' || length == 2)
            && inner < raw.length()
            && !Character.isWhitespace(raw.charAt(inner))
            && (mark != '_' || at == 0 || !Character.isLetterOrDigit(raw.charAt(at - 1)));
    int close = opens ? closingEmphasis(inner, mark, length) : -1;
    if (close < 0) {
      return emit(at, inner);
    }
    skip[close] = close + length;
    return inner;
  }

  private int closingEmphasis(int from, char mark, int length) {
    int at = from;
    while ((at = closingRun(at, mark, length)) >= 0) {
      int after = at + length;
      boolean inWord =
          mark == '_' && after < raw.length() && Character.isLetterOrDigit(raw.charAt(after));
      if (!inWord && skip[at] == 0 && !Character.isWhitespace(raw.charAt(at - 1)) && at > from) {
        return at;
      }
      at = after;
      if (at - from > MAX_SPAN) {
        return -1;
      }
    }
    return -1;
  }

  /** The next run of exactly that many marks, outside code unless code is looked for; or -1. */
  private int closingRun(int from, char mark, int length) {
    int end = spanEnd(from);
    int at = from;
    while (at < end) {
      char character = raw.charAt(at);
      int run = run(at);
      if (character == mark && run == length) {
        return at;
      }
      at = mark == '`' ? at + run : pastLiteral(at, run);
    }
    return -1;
  }

  /** What follows an escaped character, a whole code span, or else a run. */
  private int pastLiteral(int at, int run) {
    if (raw.charAt(at) == '\\') {
      return at + 2;
    }
    int close = raw.charAt(at) == '`' ? closingRun(at + run, '`', run) : -1;
    return close < 0 ? at + run : close + run;
  }

  private int closingBracket(int open, char opening, char closing) {
    int end = spanEnd(open);
    int depth = 0;
    for (int i = open; i < end; i++) {
      char character = raw.charAt(i);
      if (character == '\\') {
        i++;
      } else if (character == opening) {
        depth++;
      } else if (character == closing && --depth == 0) {
        return i;
      }
    }
    return -1;
  }

  private int spanEnd(int from) {
    int limit = Math.min(raw.length(), from + MAX_SPAN);
    int blank = raw.indexOf("\n\n", from, limit);
    return blank < 0 ? limit : blank;
  }

  private int run(int at) {
    int end = at + 1;
    while (end < raw.length() && raw.charAt(end) == raw.charAt(at)) {
      end++;
    }
    return end - at;
  }
}
