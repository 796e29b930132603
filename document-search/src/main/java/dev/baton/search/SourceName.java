package dev.baton.search;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a part of a file is cited: {@code report.pdf#page=3}, {@code index.html#blocks}, or a path
 * alone.
 *
 * @param path of the file
 * @param fragment what follows it, with its hash; empty for the file itself
 */
record SourceName(String path, String fragment) {

  /** A page that has no usable lines is cited by its blocks. */
  static final String BLOCKS = "#blocks";

  private static final Pattern PART = Pattern.compile("(.+)(#page=[1-9][0-9]{0,5}|#blocks)");

  /** Takes the fragment off. */
  static SourceName of(String source) {
    Matcher part = PART.matcher(source);
    return part.matches()
        ? new SourceName(part.group(1), part.group(2))
        : new SourceName(source, "");
  }

  /** The name of a page. */
  static String page(String path, int number) {
    return path + "#page=" + number;
  }
}
