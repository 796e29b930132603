package dev.baton.core.workflow;

import dev.baton.core.cel.CelKind;
import dev.baton.core.id.Digests;
import dev.baton.core.message.Budget;
import dev.baton.core.message.FailureClass;
import dev.baton.core.message.WorkflowDefinition;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads a workflow from YAML, strictly: an unknown key, a bad value, a missing step, a cycle or a
 * race is an error that names line, step and key, and what was expected. Stateless and thread-safe;
 * parsing takes milliseconds, so keep the result.
 */
public final class WorkflowParser {
  /** Most steps of a workflow. */
  public static final int MAX_STEPS = 64;

  private static final int MAX_LIST = 100;
  private static final long MAX_BUDGET = 1_000_000_000_000L;
  static final Pattern WORKFLOW_NAME = Pattern.compile("[a-z][a-z0-9-]{0,63}");
  static final Pattern ROLE_NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");
  private static final Pattern STEP_NAME = Pattern.compile("[a-z][a-zA-Z0-9_-]{0,39}");

  private WorkflowParser() {}

  /**
   * Parses and checks a definition.
   *
   * @throws WorkflowException if it cannot be used
   */
  public static Workflow parse(String yaml) {
    YamlMap map = YamlMap.document("workflow", yaml);
    map.allowOnly(
        "name", "version", "description", "examples", "deadline", "budget", "steps", "answer");
    String name = named(map, "name", WORKFLOW_NAME);
    YamlMap stepMaps =
        map.map("steps", "steps")
            .orElseThrow(() -> map.complaint("steps", "is missing (expected: a map of steps)"));
    List<Step> steps = steps(stepMaps);
    return new Workflow(
        name,
        map.number("version", 1, Integer.MAX_VALUE).orElse(1L).intValue(),
        map.text("description").orElse(""),
        map.texts("examples", MAX_LIST),
        map.duration("deadline"),
        budget(map),
        steps,
        answer(map, steps));
  }

  /**
   * Parses, checks and packs a definition as it is published.
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

  private static List<Step> steps(YamlMap stepMaps) {
    Map<String, YamlMap> places = new HashMap<>();
    List<Step> steps = new ArrayList<>();
    for (String name : stepMaps.names()) {
      if (!STEP_NAME.matcher(name).matches()) {
        throw stepMaps.complaint(name, "is no step name (expected: " + STEP_NAME + ")");
      }
      YamlMap map = stepMaps.map(name, "step '" + name + "'").orElseThrow();
      places.put(name, map);
      steps.add(step(name, map));
    }
    if (steps.isEmpty() || steps.size() > MAX_STEPS) {
      throw new WorkflowException(
          "workflow: key 'steps': has "
              + steps.size()
              + " steps (expected: 1 to "
              + MAX_STEPS
              + ")");
    }
    StepGraph.check(
        steps,
        (step, key, problem) ->
            Optional.ofNullable(places.get(step)).orElse(stepMaps).complaint(key, problem));
    return steps;
  }

  private static Step step(String name, YamlMap map) {
    Work work = WorkParser.work(name, map);
    return new Step(
        name,
        work,
        map.text("skill"),
        map.text("objective"),
        distinct(map, "needs"),
        map.expression("when", WorkflowVariables.ENVIRONMENT, CelKind.BOOLEAN),
        fanOut(name, map),
        distinct(map, "reads"),
        map.has("writes") ? Optional.of(named(map, "writes", STEP_NAME)) : Optional.empty(),
        JoinParser.join(name, map),
        map.choice("onMissing", OnMissing.class).orElse(WorkParser.onMissing(work)),
        map.choice("merge", MergePolicy.class).orElse(MergePolicy.UNION),
        retry(name, map),
        map.duration("timeout"),
        map.duration("queueTimeout"),
        map.has("fallback") ? Optional.of(fallback(map)) : Optional.empty(),
        repeat(name, map),
        map.text("output"));
  }

  private static Optional<FanOut> fanOut(String step, YamlMap map) {
    if (!map.has("forEach")) {
      return Optional.empty();
    }
    YamlMap holder = map;
    String key = "forEach";
    if (map.isMap("forEach")) {
      holder = map.map("forEach", "step '" + step + "' forEach").orElseThrow();
      holder.allowOnly("items", "concurrency");
      key = "items";
      holder.requiredText(key);
    }
    long concurrency =
        holder == map
            ? FanOut.DEFAULT_CONCURRENCY
            : holder
                .number("concurrency", 1, FanOut.MAX_CONCURRENCY)
                .orElse((long) FanOut.DEFAULT_CONCURRENCY);
    return holder
        .expression(key, WorkflowVariables.ENVIRONMENT, CelKind.LIST)
        .map(items -> new FanOut(items, (int) concurrency));
  }

  private static RetryPolicy retry(String step, YamlMap map) {
    Optional<YamlMap> retry = map.map("retry", "step '" + step + "' retry");
    return retry.map(WorkflowParser::retry).orElse(RetryPolicy.DEFAULT);
  }

  private static RetryPolicy retry(YamlMap keys) {
    keys.allowOnly("max", "backoff", "cap", "on");
    RetryPolicy defaults = RetryPolicy.DEFAULT;
    Set<FailureClass> on = EnumSet.noneOf(FailureClass.class);
    for (String failure : keys.texts("on", MAX_LIST)) {
      on.add(keys.parseChoice("on", failure, FailureClass.class));
    }
    return new RetryPolicy(
        keys.number("max", 1, RetryPolicy.MOST_ATTEMPTS)
            .orElse((long) defaults.maxAttempts())
            .intValue(),
        keys.duration("backoff").orElse(defaults.backoff()),
        keys.duration("cap").orElse(defaults.cap()),
        keys.has("on") ? on : defaults.on());
  }

  private static Optional<Repeat> repeat(String step, YamlMap map) {
    return map.map("repeat", "step '" + step + "' repeat").map(keys -> loop(step, keys));
  }

  private static Repeat loop(String step, YamlMap keys) {
    keys.allowOnly("until", "max", "redo");
    keys.requiredText("until");
    List<String> redo = keys.has("redo") ? distinct(keys, "redo") : List.of(step);
    return new Repeat(
        keys.expression("until", WorkflowVariables.ENVIRONMENT, CelKind.BOOLEAN).orElseThrow(),
        keys.number("max", 1, Repeat.MOST_ROUNDS).orElse(1L).intValue(),
        redo);
  }

  private static Budget budget(YamlMap map) {
    Optional<YamlMap> budget = map.map("budget", "budget");
    budget.ifPresent(
        keys -> keys.allowOnly("maxTokens", "maxCostMicros", "maxWallClock", "maxTasks"));
    return budget
        .map(keys ->
            new Budget(
                keys.number("maxTokens", 1, MAX_BUDGET),
                keys.number("maxCostMicros", 1, MAX_BUDGET),
                keys.duration("maxWallClock"),
                keys.number("maxTasks", 1, Integer.MAX_VALUE).map(Long::intValue)))
        .orElse(Budget.none());
  }

  private static String answer(YamlMap map, List<Step> steps) {
    String answer = map.text("answer").orElse(steps.get(steps.size() - 1).name());
    if (steps.stream().noneMatch(step -> step.name().equals(answer))) {
      throw map.complaint(
          "answer",
          "there is no step '"
              + answer
              + "' (expected one of: "
              + String.join(", ", steps.stream().map(Step::name).toList())
              + ")");
    }
    return answer;
  }

  private static String fallback(YamlMap map) {
    String fallback = named(map, "fallback", ROLE_NAME);
    if (fallback.equals(map.requiredText("agent"))) {
      throw map.complaint("fallback", "is the step's agent (expected: another role)");
    }
    return fallback;
  }

  static String named(YamlMap map, String key, Pattern form) {
    String name = map.requiredText(key);
    if (!form.matcher(name).matches()) {
      throw map.complaint(key, "\"" + name + "\" (expected: " + form + ")");
    }
    return name;
  }

  private static List<String> distinct(YamlMap map, String key) {
    List<String> names = map.texts(key, MAX_LIST);
    if (names.stream().distinct().count() < names.size()) {
      throw map.complaint(key, "names something twice (expected: each once)");
    }
    return names;
  }
}
