package dev.baton.worker.reviewer;

import dev.baton.agent.evidence.DraftSentence;
import dev.baton.agent.evidence.Likeness;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds sentences of different results that say nearly the same with other numbers, or the one with
 * a negation and the other without. A heuristic: it knows words and not what they mean, so it says
 * "possible" and takes nothing away. Stateless.
 */
final class Contradictions {

  /** Sentences that share this much of their terms are about the same. */
  static final double SAME_SUBJECT = 0.6;

  /** The most that are named. */
  static final int MOST = 10;

  /** The most pairs that are looked at; many long results would take minutes. */
  private static final int MAX_PAIRS = 50_000;

  private static final Pattern NEGATION =
      Pattern.compile("\\b(?:not|no|never|none|nobody|cannot|without|nor|\\w+n['’]t)\\b");

  private Contradictions() {}

  /** Two sentences of different results. */
  record Pair(DraftSentence one, DraftSentence other) {}

  /** The first {@value #MOST}. */
  static List<Pair> among(List<Part> parts) {
    List<Pair> found = new ArrayList<>();
    int pairs = 0;
    for (int i = 0; i < parts.size(); i++) {
      for (DraftSentence one : statements(parts.get(i))) {
        for (int j = i + 1; j < parts.size(); j++) {
          for (DraftSentence other : statements(parts.get(j))) {
            pairs++;
            if (pairs > MAX_PAIRS || found.size() == MOST) {
              return found;
            }
            if (contradict(one.text(), other.text())) {
              found.add(new Pair(one, other));
            }
          }
        }
      }
    }
    return found;
  }

  private static List<DraftSentence> statements(Part part) {
    return part.blocks().stream().flatMap(block -> block.statements().stream()).toList();
  }

  private static boolean contradict(String one, String other) {
    if (Likeness.jaccard(one, other) < SAME_SUBJECT) {
      return false;
    }
    Set<String> numbers = Likeness.numbers(one);
    Set<String> others = Likeness.numbers(other);
    boolean otherNumbers = !numbers.isEmpty() && !others.isEmpty() && !numbers.equals(others);
    return otherNumbers || negates(one) != negates(other);
  }

  private static boolean negates(String sentence) {
    return NEGATION.matcher(sentence.toLowerCase(Locale.ROOT)).results().count() % 2 == 1;
  }
}
