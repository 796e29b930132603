package dev.baton.core.workflow;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what a step does: exactly one of the keys agent, workflow, approve and wait. */
final class WorkParser {
  private static final String AGENT = "agent";
  private static final String WORKFLOW = "workflow";
  private static final String APPROVE = "approve";
  private static final String WAIT = "wait";
  private static final List<String> KINDS = List.of(AGENT, WORKFLOW, APPROVE, WAIT);
  private static final int MAX_NAMES = 100;

  private WorkParser() {}

  static Work work(String step, YamlMap map) {
    List<String> kinds = KINDS.stream().filter(map::has).toList();
    if (kinds.size() > 1) {
      throw map.complaint(
          kinds.get(1), "stands beside '" + kinds.get(0) + "' (expected: one of them)");
    }
    return switch (kinds.isEmpty() ? AGENT : kinds.get(0)) {
      case APPROVE -> {
        allowOnlyForPeople(map, APPROVE);
        yield approve(step, map);
      }
      case WAIT -> {
        allowOnlyForPeople(map, WAIT);
        yield map.isMap(WAIT) ? ask(step, map) : pause(map);
      }
      case WORKFLOW -> {
        map.allowOnly(
            WORKFLOW,
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
            "repeat");
        yield new Work.Child(WorkflowParser.named(map, WORKFLOW, WorkflowParser.WORKFLOW_NAME));
      }
      default -> {
        map.allowOnly(
            AGENT,
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
            "output");
        yield new Work.Agent(WorkflowParser.named(map, AGENT, WorkflowParser.ROLE_NAME));
      }
    };
  }

  /** What a step without the key means: what was forbidden must not happen by oversight. */
  static OnMissing onMissing(Work work) {
    return work instanceof Work.Approve ? OnMissing.FAIL : OnMissing.PARTIAL;
  }

  private static void allowOnlyForPeople(YamlMap map, String kind) {
    map.allowOnly(kind, "objective", "needs", "when", "writes", "onMissing");
  }

  private static Work approve(String step, YamlMap map) {
    if (!map.isMap(APPROVE)) {
      throw map.complaint(APPROVE, "is not a map (expected: {by: [NAME], deadline: 1h})");
    }
    YamlMap keys = map.map(APPROVE, "step '" + step + "' approve").orElseThrow();
    keys.allowOnly("by", "deadline", "default");
    return new Work.Approve(
        keys.texts("by", MAX_NAMES),
        keys.duration("deadline"),
        keys.choice("default", Work.Verdict.class).orElse(Work.Verdict.DENY));
  }

  private static Work pause(YamlMap map) {
    return new Work.Pause(
        map.duration(WAIT)
            .orElseThrow(() -> map.complaint(WAIT, "is empty (expected: a duration or a map)")));
  }

  private static Work ask(String step, YamlMap map) {
    YamlMap keys = map.map(WAIT, "step '" + step + "' wait").orElseThrow();
    keys.allowOnly("inputs", "by", "deadline", "default");
    List<String> names = keys.texts("inputs", MAX_NAMES);
    if (names.isEmpty()) {
      throw keys.complaint("inputs", "is empty (expected: the names of inputs)");
    }
    return new Work.Ask(
        names,
        keys.texts("by", MAX_NAMES),
        keys.duration("deadline"),
        otherwise(step, keys, names));
  }

  private static Map<String, String> otherwise(String step, YamlMap keys, List<String> names) {
    Map<String, String> values = new HashMap<>();
    keys.map("default", "step '" + step + "' wait default")
        .ifPresent(map -> {
          map.allowOnly(names.toArray(String[]::new));
          names.forEach(name -> values.put(name, map.requiredText(name)));
        });
    return values;
  }
}
