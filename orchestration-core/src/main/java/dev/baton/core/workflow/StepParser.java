package dev.baton.core.workflow;

import dev.baton.core.cel.CelKind;
import dev.baton.core.message.FailureClass;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads one step of a definition. */
final class StepParser {
  static final int MAX_LIST = 100;

  private StepParser() {}

  /**
   * The steps that stand for it: mostly one.
   *
   * @param merged the names of the steps whose results an agent merges
   */
  static List<Step> steps(String name, YamlMap map, Set<String> merged) {
    return AgentMerge.expand(step(name, map, merged), map);
  }

  private static Step step(String name, YamlMap map, Set<String> merged) {
    Work work = WorkParser.work(name, map);
    return new Step(
        name,
        work,
        map.text("skill"),
        map.text("objective"),
        map.distinctNames("needs", Names.STEP, MAX_LIST),
        map.expression("when", WorkflowVariables.ENVIRONMENT, CelKind.BOOLEAN),
        fanOut(name, map),
        map.distinctNames("reads", Names.STEP, MAX_LIST),
        map.name("writes", Names.STEP),
        JoinParser.join(name, map),
        map.choice("onMissing", OnMissing.class).orElse(WorkParser.onMissing(work)),
        AgentMerge.policy(map),
        map.map("retry", "step '" + name + "' retry")
            .map(StepParser::retry)
            .orElse(RetryPolicy.DEFAULT),
        map.duration("timeout"),
        map.duration("queueTimeout"),
        fallback(work, map),
        map.map("repeat", "step '" + name + "' repeat").flatMap(keys -> loop(name, keys, merged)),
        OutputParser.output(map, "step '" + name + "'"),
        map.map("budget", "step '" + name + "' budget")
            .map(StepParser::budget)
            .orElse(StepBudget.NONE),
        CompensateParser.compensation(name, map));
  }

  private static Optional<FanOut> fanOut(String step, YamlMap map) {
    if (!map.isMap("forEach")) {
      return map.expression("forEach", WorkflowVariables.ENVIRONMENT, CelKind.LIST)
          .map(items -> new FanOut(items, FanOut.DEFAULT_CONCURRENCY));
    }
    YamlMap keys = map.map("forEach", "step '" + step + "' forEach").orElseThrow();
    keys.allowOnly(Keys.FOR_EACH);
    int concurrency =
        keys.number("concurrency", 1, FanOut.MAX_CONCURRENCY)
            .orElse((long) FanOut.DEFAULT_CONCURRENCY)
            .intValue();
    keys.require("items", "a list such as '[\"a\", \"b\"]' or steps.NAME.items");
    return keys.expression("items", WorkflowVariables.ENVIRONMENT, CelKind.LIST)
        .map(items -> new FanOut(items, concurrency));
  }

  private static StepBudget budget(YamlMap keys) {
    keys.allowOnly(Keys.STEP_BUDGET);
    return new StepBudget(
        keys.number("maxTokens", 1, WorkflowParser.MAX_BUDGET),
        keys.number("maxCostMicros", 1, WorkflowParser.MAX_BUDGET),
        keys.number("maxTasks", 1, Integer.MAX_VALUE).map(Math::toIntExact));
  }

  private static RetryPolicy retry(YamlMap keys) {
    keys.allowOnly(Keys.RETRY);
    RetryPolicy defaults = RetryPolicy.DEFAULT;
    List<FailureClass> on = keys.choices("on", FailureClass.class, MAX_LIST);
    return new RetryPolicy(
        keys.number("max", 1, RetryPolicy.MOST_ATTEMPTS)
            .orElse((long) defaults.maxAttempts())
            .intValue(),
        keys.duration("backoff").orElse(defaults.backoff()),
        keys.duration("cap").orElse(defaults.cap()),
        keys.has("on") ? Set.copyOf(on) : defaults.on());
  }

  private static Optional<Repeat> loop(String step, YamlMap keys, Set<String> merged) {
    keys.allowOnly(Keys.REPEAT);
    List<String> redo =
        keys.has("redo") ? keys.distinctNames("redo", Names.STEP, MAX_LIST) : List.of(step);
    List<String> all = redo.stream().flatMap(name -> AgentMerge.redone(name, merged)).toList();
    int max = keys.number("max", 1, Repeat.MOST_ROUNDS).orElse(1L).intValue();
    keys.require("until", "a condition over the round's results");
    return keys.expression("until", WorkflowVariables.ENVIRONMENT, CelKind.BOOLEAN)
        .map(until -> new Repeat(until, max, all));
  }

  private static Optional<String> fallback(Work work, YamlMap map) {
    Optional<String> fallback = map.name("fallback", Names.ROLE);
    boolean same = work instanceof Work.Agent && fallback.equals(work.role());
    if (fallback.isPresent() && same) {
      map.report("fallback", "is the step's agent (expected: another role)");
    }
    return fallback;
  }
}
