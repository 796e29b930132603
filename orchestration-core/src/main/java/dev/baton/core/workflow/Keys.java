package dev.baton.core.workflow;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The keys of each kind of map in a definition: all that the parser takes. The schema for editors
 * has a definition of the same name for each.
 */
enum Keys {
  WORKFLOW("name", "version", "description", "examples", "deadline", "budget", "steps", "answer"),
  BUDGET("maxTokens", "maxCostMicros", "maxWallClock", "maxTasks"),
  STEP_BUDGET("maxTokens", "maxCostMicros", "maxTasks"),
  AGENT_STEP(
      "agent",
      "skill",
      "objective",
      "needs",
      "when",
      "forEach",
      "reads",
      "writes",
      "join",
      "onMissing",
      "merge",
      "retry",
      "timeout",
      "queueTimeout",
      "fallback",
      "repeat",
      "output",
      "budget",
      "compensate"),
  WORKFLOW_STEP(
      "workflow",
      "objective",
      "needs",
      "when",
      "forEach",
      "reads",
      "writes",
      "join",
      "onMissing",
      "merge",
      "retry",
      "timeout",
      "repeat",
      "budget",
      "compensate"),
  PLAN_STEP(
      "plan",
      "allow",
      "max",
      "tasks",
      "tokens",
      "objective",
      "needs",
      "when",
      "forEach",
      "reads",
      "writes",
      "join",
      "onMissing",
      "merge",
      "retry",
      "timeout",
      "queueTimeout",
      "fallback",
      "repeat",
      "budget"),
  APPROVE_STEP("approve", "objective", "needs", "when", "writes", "onMissing"),
  WAIT_STEP("wait", "objective", "needs", "when", "writes", "onMissing"),
  APPROVE("by", "deadline", "default"),
  ASK("inputs", "by", "deadline", "default"),
  FOR_EACH("items", "concurrency"),
  JOIN("type", "quorum", "deadline"),
  MERGE("by", "skill", "objective"),
  RETRY("max", "backoff", "cap", "on"),
  REPEAT("until", "max", "redo"),
  COMPENSATE("agent", "skill", "objective", "timeout");

  /** In one text, because an enum's fields are immutable. */
  private final String names;

  Keys(String... names) {
    this.names = String.join(" ", names);
  }

  /** Sorted. */
  Set<String> names() {
    return new TreeSet<>(List.of(names.split(" ")));
  }
}
