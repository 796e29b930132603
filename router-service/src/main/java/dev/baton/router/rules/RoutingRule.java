package dev.baton.router.rules;

import dev.baton.core.cel.CelExpression;
import dev.baton.router.catalog.Target;
import java.util.List;

/**
 * One rule of the operator's.
 *
 * @param name names it in decisions
 * @param priority higher is asked first; equal ones in the order of the file
 * @param when the condition
 * @param route where a matching request goes
 * @param reason why, in plain words
 * @param examples goals that must come here
 */
public record RoutingRule(
    String name,
    int priority,
    CelExpression when,
    Target route,
    String reason,
    List<String> examples) {

  /** Copies the list. */
  public RoutingRule {
    examples = List.copyOf(examples);
  }
}
