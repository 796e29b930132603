package dev.baton.agent.evidence;

import dev.baton.agent.model.Terms;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How far two texts say the same, by their terms. Stateless and deterministic. */
public final class Likeness {

  /** Two sentences that share this much of their terms are near duplicates. */
  public static final double NEAR_DUPLICATE = 0.8;

  private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.,]\\d+)*");

  private Likeness() {}

  /** Whether one of two sentences can go without loss. */
  public static boolean nearDuplicates(String one, String other) {
    return jaccard(one, other) >= NEAR_DUPLICATE && numbers(one).equals(numbers(other));
  }

  /** Shared terms as a part of all terms of both, 0 to 1. */
  public static double jaccard(String one, String other) {
    Set<String> all = new HashSet<>(Terms.of(one));
    Set<String> terms = Terms.of(other);
    Set<String> shared = new HashSet<>(all);
    shared.retainAll(terms);
    all.addAll(terms);
    return all.isEmpty() ? (one.equals(other) ? 1 : 0) : (double) shared.size() / all.size();
  }

  /**
   * The part of a sentence's terms that a text has.
   *
   * @return 0 (none) to 1 (all); 1 for a sentence without terms
   */
  public static double support(String sentence, String text) {
    Set<String> terms = Terms.of(sentence);
    if (terms.isEmpty()) {
      return 1;
    }
    Set<String> shared = new HashSet<>(terms);
    shared.retainAll(Terms.of(text));
    return (double) shared.size() / terms.size();
  }

  /** The numbers that stand in a text. */
  public static Set<String> numbers(String text) {
    Set<String> numbers = new HashSet<>();
    Matcher matcher = NUMBER.matcher(text);
    while (matcher.find()) {
      numbers.add(matcher.group());
    }
    return numbers;
  }
}
