package dev.baton.core.workflow;

import dev.baton.core.id.Digests;
import dev.baton.core.message.Budget;
import dev.baton.core.message.WorkflowDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a workflow from YAML, strictly: an unknown key, a bad value, a missing step, a cycle or a
 * race is a problem that names line, column, step and key, and what was expected; all problems of a
 * definition are found in one reading. Stateless and thread-safe; reading takes milliseconds, so
 * keep the result.
 */
public final class WorkflowParser {
  /** Most steps of a workflow. */
  public static final int MAX_STEPS = 64;

  static final long MAX_BUDGET = 1_000_000_000_000L;

  private WorkflowParser() {}

  /**
   * Reads and checks a definition, the names of roles and other workflows on trust.
   *
   * @throws WorkflowException if it cannot be used
   */
  public static Workflow parse(String yaml) {
    return read(yaml, Catalog.UNKNOWN).orElseThrow();
  }

  /**
   * Reads and checks a definition.
   *
   * @param catalog which roles and workflows it may name
   */
  public static Reading read(String yaml, Catalog catalog) {
    Problems problems = new Problems();
    Optional<Workflow> workflow =
        YamlDocument.map("workflow", yaml, problems).map(map -> workflow(map, catalog));
    return workflow.isPresent() && problems.isEmpty()
        ? Reading.of(workflow.get())
        : Reading.of(problems);
  }

  /**
   * Reads, checks and packs a definition as it is published.
   *
   * @throws WorkflowException if it cannot be used
   */
  public static WorkflowDefinition definition(String yaml) {
    Workflow workflow = parse(yaml);
    return new WorkflowDefinition(
        workflow.name(),
        workflow.version(),
        Digests.sha256(yaml),
        workflow.description(),
        workflow.examples(),
        yaml);
  }

  private static Workflow workflow(YamlMap map, Catalog catalog) {
    map.allowOnly(Keys.WORKFLOW);
    Spots spots = new Spots();
    List<Step> steps = steps(map, spots);
    Workflow workflow =
        new Workflow(
            map.requiredName("name", Names.WORKFLOW).orElse(""),
            map.number("version", 1, Integer.MAX_VALUE).orElse(1L).intValue(),
            map.text("description").orElse(""),
            map.texts("examples", StepParser.MAX_LIST),
            map.duration("deadline"),
            map.map("budget", "budget").map(WorkflowParser::budget).orElse(Budget.none()),
            steps,
            answer(map, steps));
    StepGraph.check(steps, spots);
    OutlookCheck.check(workflow, spots);
    CatalogCheck.check(steps, catalog, spots);
    return workflow;
  }

  private static List<Step> steps(YamlMap map, Spots spots) {
    if (!map.has("steps")) {
      map.report("steps", "is missing (expected: a map of steps)");
    }
    map.map("steps", "steps")
        .ifPresent(maps -> {
          if (maps.names().isEmpty() || maps.names().size() > MAX_STEPS) {
            map.report(
                "steps",
                "has %d steps (expected: 1 to %d)".formatted(maps.names().size(), MAX_STEPS));
          }
          maps.names().stream()
              .limit(MAX_STEPS)
              .forEach(name -> step(name, maps).ifPresent(step -> spots.add(name, step)));
        });
    Set<String> merged = spots.stepsWith(AgentMerge::isIn);
    List<Step> steps = new ArrayList<>();
    spots.forEach((name, step) -> steps.addAll(StepParser.steps(name, step, merged)));
    return steps;
  }

  private static Optional<YamlMap> step(String name, YamlMap maps) {
    if (!Names.STEP.matcher(name).matches()) {
      maps.reportKey(name, "is no step name (expected: " + Names.STEP + ")");
    }
    return maps.map(name, "step '" + name + "'");
  }

  private static Budget budget(YamlMap keys) {
    keys.allowOnly(Keys.BUDGET);
    return new Budget(
        keys.number("maxTokens", 1, MAX_BUDGET),
        keys.number("maxCostMicros", 1, MAX_BUDGET),
        keys.duration("maxWallClock"),
        keys.number("maxTasks", 1, Integer.MAX_VALUE).map(Long::intValue));
  }

  private static String answer(YamlMap map, List<Step> steps) {
    Optional<String> answer = map.text("answer");
    if (answer.isEmpty()) {
      return steps.isEmpty() ? "" : steps.getLast().name();
    }
    if (steps.stream().noneMatch(step -> step.name().equals(answer.get()))) {
      map.report("answer", StepGraph.unknownStep(answer.get(), steps));
    }
    return answer.get();
  }
}
