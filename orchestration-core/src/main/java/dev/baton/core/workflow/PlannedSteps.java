package dev.baton.core.workflow;

import dev.baton.core.cel.CelException;
import dev.baton.core.id.Digests;
import dev.baton.core.message.AgentCard;
import dev.baton.core.message.WorkflowDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/**
 * Steps that a planner wrote, read as what they are: a stranger's text. They may name no role but
 * those allowed and use only what keeps a plan bounded: agent steps, one after another or side by
 * side. What passes is written anew, so that nothing but what was checked goes on.
 *
 * @param text the workflow of the steps, by whose lines the flaws are told; the planner's own text
 *     where it could not be read
 * @param definition the workflow of the steps; absent where there are flaws
 * @param flaws everything that is wrong, and what was expected
 */
public record PlannedSteps(
    String text, Optional<WorkflowDefinition> definition, List<String> flaws) {
  /** The name of every planned workflow. */
  public static final String NAME = "planned";

  private static final DumpSettings BLOCK =
      DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).setSplitLines(false).build();

  /** Copies the list. */
  public PlannedSteps {
    flaws = List.copyOf(flaws);
  }

  /**
   * What a plan may be.
   *
   * @param allowed the cards of the roles that it may use
   * @param maxSteps its steps
   * @param maxTasks tasks of all its steps together
   * @param maxLength characters of its text
   */
  public record Bounds(List<AgentCard> allowed, int maxSteps, int maxTasks, int maxLength) {
    /** Copies the list. */
    public Bounds {
      allowed = List.copyOf(allowed);
    }
  }

  /** Reads and checks what a planner wrote. */
  public static PlannedSteps read(String text, Bounds bounds) {
    if (text.length() > bounds.maxLength()) {
      return unreadable(
          text,
          "the plan: %d characters (expected: at most %d)"
              .formatted(text.length(), bounds.maxLength()));
    }
    try {
      return check(PlainYaml.map(text), bounds);
    } catch (IllegalArgumentException e) {
      return unreadable(text, "the plan: " + e.getMessage());
    }
  }

  private static PlannedSteps unreadable(String text, String flaw) {
    return new PlannedSteps(text, Optional.empty(), List.of(flaw));
  }

  private static PlannedSteps check(Map<String, Object> steps, Bounds bounds) {
    List<String> flaws = new ArrayList<>();
    if (steps.isEmpty() || steps.size() > bounds.maxSteps()) {
      flaws.add(
          "the plan: has %d steps (expected: 1 to %d)".formatted(steps.size(), bounds.maxSteps()));
    }
    PlannedStepCheck check = new PlannedStepCheck(bounds.allowed());
    steps.forEach((name, step) -> flaws.addAll(check.flaws(name, step)));
    String body = body(steps);
    Optional<WorkflowDefinition> definition = define(body, bounds, flaws);
    return new PlannedSteps(body, definition.filter(_ -> flaws.isEmpty()), flaws);
  }

  private static String body(Map<String, Object> steps) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("name", NAME);
    body.put("steps", steps);
    return new Dump(BLOCK).dumpToString(body);
  }

  private static Optional<WorkflowDefinition> define(
      String body, Bounds bounds, List<String> flaws) {
    try {
      Workflow workflow = WorkflowParser.parse(body);
      for (Step step : workflow.steps()) {
        step.forEach().ifPresent(each -> flaws.addAll(tooMany(step, each, bounds)));
      }
      return Optional.of(
          new WorkflowDefinition(NAME, 1, Digests.sha256(body), "", List.of(), body));
    } catch (WorkflowException e) {
      e.problems().forEach(problem -> flaws.add(problem.toString()));
      return Optional.empty();
    }
  }

  /**
   * A list that is written out is known before anything runs; any other the run's budget bounds.
   */
  private static List<String> tooMany(Step step, FanOut each, Bounds bounds) {
    try {
      int items = each.items().list(Map.of()).size();
      return items <= bounds.maxTasks()
          ? List.of()
          : List.of(
              "step '%s': forEach has %d items (expected: at most %d)"
                  .formatted(step.name(), items, bounds.maxTasks()));
    } catch (CelException _) {
      return List.of();
    }
  }
}
