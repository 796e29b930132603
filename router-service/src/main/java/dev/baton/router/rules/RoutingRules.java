package dev.baton.router.rules;

import dev.baton.core.cel.CelException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * All rules, by descending priority. Immutable and thread-safe.
 *
 * @param rules in the order in which they are asked
 * @param digest of the file that they were read from, lower-case hexadecimal
 */
public record RoutingRules(List<RoutingRule> rules, String digest) {

  /** Orders by priority; rules of equal priority keep their order. */
  public RoutingRules {
    rules =
        rules.stream().sorted(Comparator.comparingInt(RoutingRule::priority).reversed()).toList();
  }

  /**
   * Which rules a request meets.
   *
   * @param matching in order of priority
   * @param remarks conditions that had no value for this request, and why
   */
  public record Matches(List<RoutingRule> matching, List<String> remarks) {

    /** Copies the lists. */
    public Matches {
      matching = List.copyOf(matching);
      remarks = List.copyOf(remarks);
    }
  }

  /**
   * Asks every rule. A condition without a value, for example for an absent input, does not match.
   */
  public Matches match(RuleSubject subject) {
    Map<String, Object> variables = subject.variables();
    List<RoutingRule> matching = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    for (RoutingRule rule : rules) {
      try {
        if (rule.when().test(variables)) {
          matching.add(rule);
        }
      } catch (CelException e) {
        remarks.add("rule '%s' has no value".formatted(rule.name()));
      }
    }
    return new Matches(matching, remarks);
  }
}
