package dev.baton.worker.generalist;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits a question into facets without a model: several questions, "…, and what …", semicolons and
 * enumerations. Deterministic and stateless. What it cannot split stays whole: a facet too few
 * costs less than a facet that means nothing.
 */
final class FacetSplitter {

  /** The most facets of one question. */
  static final int MAX_FACETS = 6;

  /** Longer questions are research tasks of their own: nothing is lost, the rest is context. */
  static final int MAX_FACET_CHARS = 600;

  private static final String ASKING =
      "what|how|why|when|where|which|who|whom|whose|does|do|is|are|can|could|should|must|may|will";
  private static final String ORDERING =
      "explain|describe|compare|list|name|say|show|find|summari[sz]e|outline|define|tell";

  private static final Pattern SENTENCE_END =
      Pattern.compile("(?<=[?!])\\s+|(?<=[.])\\s+(?=\\p{Lu})|\\n+|;\\s+");
  private static final Pattern LIST_MARK = Pattern.compile("^(?:[-*•]|\\(?\\d{1,2}[.)])\\s+");
  private static final Pattern AND_ASKS =
      Pattern.compile(
          ",?\\s+(?:and|but)\\s+(?:also\\s+|then\\s+)?(?=(?:what|how|why|when|where|which|who)\\b)"
              + "|,\\s+(?:and|but)\\s+(?:also\\s+|then\\s+)?(?=(?:"
              + ASKING
              + "|"
              + ORDERING
              + ")\\b)"
              + "|,\\s+(?=(?:what|how|why|when|where|which|who)\\s+(?:is|are|does|do|did|can|must"
              + "|should|will|happens)\\b)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern ASKS =
      Pattern.compile("^(?:" + ASKING + "|" + ORDERING + ")\\b.*", Pattern.CASE_INSENSITIVE);
  private static final Pattern ENUMERATION =
      Pattern.compile(
          "^(explain|describe|define|outline|summari[sz]e|what (?:is|are)|how (?:do|does|can|to))\\s+"
              + "([^,;?]{2,60}(?:,\\s*(?!and\\b)[^,;?]{2,60})+,?\\s+and\\s+[^,;?]{2,60})\\??$",
          Pattern.CASE_INSENSITIVE);
  private static final int MAX_ITEM_WORDS = 4;

  private FacetSplitter() {}

  /**
   * The facets of a question.
   *
   * @param question not blank
   * @return at least one and at most {@value #MAX_FACETS}, in the order of the question
   */
  static List<String> split(String question) {
    List<String> parts = new ArrayList<>();
    for (String sentence : SENTENCE_END.split(question.strip(), -1)) {
      String bare = LIST_MARK.matcher(sentence.strip()).replaceFirst("");
      if (!bare.isBlank()) {
        parts.addAll(asked(bare));
      }
    }
    List<String> facets = distinct(asking(parts).stream().flatMap(FacetSplitter::items).toList());
    return facets.isEmpty() ? List.of(cut(question.strip())) : bounded(facets);
  }

  private static List<String> asked(String sentence) {
    return Arrays.stream(AND_ASKS.split(sentence, -1)).map(String::strip).toList();
  }

  /** Where something is asked, statements are context: the whole question goes along anyway. */
  private static List<String> asking(List<String> parts) {
    List<String> asking =
        parts.stream().filter(part -> part.endsWith("?") || ASKS.matcher(part).matches()).toList();
    return asking.isEmpty() ? List.of(String.join(" ", parts)) : asking;
  }

  private static java.util.stream.Stream<String> items(String part) {
    Matcher matcher = ENUMERATION.matcher(part.replaceFirst("[.!]$", ""));
    if (!matcher.matches()) {
      return java.util.stream.Stream.of(part);
    }
    String end = part.endsWith("?") ? "?" : "";
    List<String> items =
        Arrays.stream(matcher.group(2).split(",\\s*and\\s+|,\\s*|\\s+and\\s+", -1))
            .map(String::strip)
            .filter(item -> !item.isEmpty())
            .toList();
    boolean terse =
        items.stream().allMatch(item -> item.split("\\s+", -1).length <= MAX_ITEM_WORDS);
    return terse
        ? items.stream().map(item -> matcher.group(1) + " " + item + end)
        : java.util.stream.Stream.of(part);
  }

  private static List<String> distinct(List<String> parts) {
    Set<String> seen = new LinkedHashSet<>();
    return parts.stream()
        .map(FacetSplitter::tidy)
        .filter(part -> part.chars().anyMatch(Character::isLetterOrDigit))
        .filter(part -> seen.add(part.toLowerCase(Locale.ROOT)))
        .toList();
  }

  /** What is over the bound goes into the last facet. */
  private static List<String> bounded(List<String> facets) {
    if (facets.size() <= MAX_FACETS) {
      return facets;
    }
    List<String> bounded = new ArrayList<>(facets.subList(0, MAX_FACETS - 1));
    bounded.add(cut(String.join(" ", facets.subList(MAX_FACETS - 1, facets.size()))));
    return bounded;
  }

  private static String tidy(String part) {
    String line = part.replaceAll("\\s+", " ").strip().replaceFirst("[,;:]+$", "");
    if (line.isEmpty()) {
      return line;
    }
    String capital = line.substring(0, 1).toUpperCase(Locale.ROOT) + line.substring(1);
    boolean question = capital.matches("(?i)(?:" + ASKING + ")\\b.*") && !capital.endsWith("?");
    return cut(question ? capital.replaceFirst("[.!]+$", "") + "?" : capital);
  }

  private static String cut(String text) {
    return text.length() <= MAX_FACET_CHARS ? text : text.substring(0, MAX_FACET_CHARS);
  }
}
