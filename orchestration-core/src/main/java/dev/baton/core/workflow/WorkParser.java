package dev.baton.core.workflow;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what a step does: exactly one of the keys agent, workflow, plan, approve and wait. */
final class WorkParser {
  private static final String AGENT = "agent";
  private static final String WORKFLOW = "workflow";
  private static final String PLAN = "plan";
  private static final String APPROVE = "approve";
  private static final String WAIT = "wait";
  private static final List<String> KINDS = List.of(AGENT, WORKFLOW, PLAN, APPROVE, WAIT);
  private static final int MAX_NAMES = 100;
  private static final long MAX_TOKENS = 1_000_000_000_000L;

  /** Stands for work that could not be read; no workflow with problems is ever carried out. */
  private static final Work UNREADABLE = new Work.Agent("");

  private WorkParser() {}

  static Work work(String step, YamlMap map) {
    List<String> kinds = KINDS.stream().filter(map::has).toList();
    if (kinds.size() > 1) {
      map.reportKey(kinds.get(1), "stands beside '" + kinds.get(0) + "' (expected: one of them)");
      return UNREADABLE;
    }
    return switch (kinds.isEmpty() ? AGENT : kinds.get(0)) {
      case APPROVE -> {
        map.allowOnly(Keys.APPROVE_STEP);
        yield approve(step, map);
      }
      case WAIT -> {
        map.allowOnly(Keys.WAIT_STEP);
        yield map.isMap(WAIT) ? ask(step, map) : pause(map);
      }
      case WORKFLOW -> {
        map.allowOnly(Keys.WORKFLOW_STEP);
        yield map.name(WORKFLOW, Names.WORKFLOW).<Work>map(Work.Child::new).orElse(UNREADABLE);
      }
      case PLAN -> {
        map.allowOnly(Keys.PLAN_STEP);
        yield planning(map);
      }
      default -> {
        map.allowOnly(Keys.AGENT_STEP);
        yield map.requiredName(AGENT, Names.ROLE).<Work>map(Work.Agent::new).orElse(UNREADABLE);
      }
    };
  }

  private static Work planning(YamlMap map) {
    List<String> allow = map.requiredTexts("allow", MAX_NAMES);
    allow.stream()
        .filter(role -> !Names.ROLE.matcher(role).matches())
        .forEach(role ->
            map.reportElement("allow", role, "\"" + role + "\" (expected: " + Names.ROLE + ")"));
    int steps =
        map.number("max", 1, Work.Planning.MOST_STEPS)
            .orElse((long) Work.Planning.DEFAULT_STEPS)
            .intValue();
    int tasks =
        map.number("tasks", 1, Work.Planning.MOST_TASKS)
            .orElse((long) Work.Planning.DEFAULT_TASKS)
            .intValue();
    Optional<Long> tokens = map.number("tokens", 1, MAX_TOKENS);
    return map.name(PLAN, Names.ROLE)
        .<Work>map(planner -> new Work.Planning(planner, allow, steps, tasks, tokens))
        .orElse(UNREADABLE);
  }

  /** What a step without the key means: what was forbidden must not happen by oversight. */
  static OnMissing onMissing(Work work) {
    return work instanceof Work.Approve ? OnMissing.FAIL : OnMissing.PARTIAL;
  }

  private static Work approve(String step, YamlMap map) {
    return map.map(APPROVE, "step '" + step + "' approve")
        .map(WorkParser::approve)
        .orElse(UNREADABLE);
  }

  private static Work approve(YamlMap keys) {
    keys.allowOnly(Keys.APPROVE);
    return new Work.Approve(
        keys.distinctTexts("by", MAX_NAMES),
        keys.duration("deadline"),
        keys.choice("default", Work.Verdict.class).orElse(Work.Verdict.DENY));
  }

  private static Work pause(YamlMap map) {
    return map.duration(WAIT).<Work>map(Work.Pause::new).orElse(UNREADABLE);
  }

  private static Work ask(String step, YamlMap map) {
    YamlMap keys = map.map(WAIT, "step '" + step + "' wait").orElseThrow();
    keys.allowOnly(Keys.ASK);
    List<String> names = keys.requiredTexts("inputs", MAX_NAMES);
    return new Work.Ask(
        names,
        keys.distinctTexts("by", MAX_NAMES),
        keys.duration("deadline"),
        otherwise(step, keys, names));
  }

  private static Map<String, String> otherwise(String step, YamlMap keys, List<String> names) {
    Map<String, String> values = new HashMap<>();
    keys.map("default", "step '" + step + "' wait default")
        .ifPresent(map -> {
          map.allowOnly(names);
          names.forEach(name -> map.requiredText(name).ifPresent(value -> values.put(name, value)));
        });
    return values;
  }
}
