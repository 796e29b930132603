package dev.baton.router.rules;

import dev.baton.core.cel.CelEnvironment;
import dev.baton.core.cel.CelKind;
import dev.baton.schemas.Request;
import java.util.Map;

/**
 * What a rule's condition can see of a request.
 *
 * @param request the request
 * @param tenant whose it is
 */
public record RuleSubject(Request request, String tenant) {

  private static final String GOAL = "request.goal";
  private static final String INPUTS = "request.inputs";
  private static final String PRIORITY = "request.priority";
  private static final String TENANT = "request.tenant";
  private static final String HISTORY_SIZE = "request.historySize";

  /**
   * Declares each name with its type, so that a misspelt one is an error when the rules are read.
   */
  static CelEnvironment environment() {
    return CelEnvironment.of(
        Map.of(
            GOAL, CelKind.STRING,
            INPUTS, CelKind.STRING_MAP,
            PRIORITY, CelKind.STRING,
            TENANT, CelKind.STRING,
            HISTORY_SIZE, CelKind.INT));
  }

  Map<String, Object> variables() {
    return Map.of(
        GOAL, request.getGoal(),
        INPUTS, request.getInputs(),
        PRIORITY, request.getPriority().name(),
        TENANT, tenant,
        HISTORY_SIZE, (long) request.getHistory().size());
  }
}
