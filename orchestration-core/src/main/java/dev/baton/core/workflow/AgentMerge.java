package dev.baton.core.workflow;

import dev.baton.core.cel.CelKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A fan-out whose results an agent merges: two steps stand for it. {@code s.parts} fans out and
 * writes a key that nobody else can name; {@code s} merges what lies there, under the step's own
 * name, so that whatever needs, reads or looks at {@code s} sees the merged result. Where there is
 * nothing to merge, because the parts were skipped or brought nothing, {@code s} is skipped.
 *
 * @param role who merges
 * @param skill which of its skills; absent means the card's first
 * @param objective what the merged result is to achieve; absent means the step's own
 */
record AgentMerge(String role, Optional<String> skill, Optional<String> objective) {
  static final String KEY = "merge";

  /** Follows the name of a step in the name of the one that brings its parts. */
  private static final String PARTS = ".parts";

  static final String REVIEWER = "reviewer";

  /** The reviewer's skill of merging. */
  private static final String SKILL = "merge";

  /** Whether an agent merges the results of the step with these keys. */
  static boolean isIn(YamlMap step) {
    return step.isMap(KEY) || step.isText(KEY, REVIEWER);
  }

  /** How the results become one entry where no agent merges them. */
  static MergePolicy policy(YamlMap step) {
    return isIn(step)
        ? MergePolicy.UNION
        : step.choice(KEY, MergePolicy.class, List.of(REVIEWER)).orElse(MergePolicy.UNION);
  }

  /** The steps that stand for one in the definition: itself, or its parts and their merging. */
  static List<Step> expand(Step step, YamlMap map) {
    if (!isIn(map)) {
      return List.of(step);
    }
    if (step.forEach().isEmpty() && !map.has("forEach")) {
      map.report(KEY, "there is one result, and nothing to merge (expected: forEach)");
    }
    return read(step.name(), map)
        .map(merge -> List.of(merge.parts(step), merge.merging(step)))
        .orElseGet(() -> List.of(step));
  }

  /** A step that is done again with its parts. */
  static Stream<String> redone(String step, Set<String> merged) {
    return merged.contains(step) ? Stream.of(step + PARTS, step) : Stream.of(step);
  }

  /** Whether a name was made here. */
  static boolean isPart(String step) {
    return step.endsWith(PARTS);
  }

  /** The name that the definition has for the step. */
  static String written(String step) {
    return isPart(step) ? step.substring(0, step.length() - PARTS.length()) : step;
  }

  private static Optional<AgentMerge> read(String step, YamlMap map) {
    if (!map.isMap(KEY)) {
      return Optional.of(new AgentMerge(REVIEWER, Optional.of(SKILL), Optional.empty()));
    }
    YamlMap keys = map.map(KEY, "step '" + step + "' merge").orElseThrow();
    keys.allowOnly(Keys.MERGE);
    Optional<String> skill = keys.text("skill");
    Optional<String> objective = keys.text("objective");
    return keys.requiredName("by", Names.ROLE)
        .map(role ->
            new AgentMerge(
                role,
                skill.or(() -> Optional.of(SKILL).filter(_ -> role.equals(REVIEWER))),
                objective));
  }

  private Step parts(Step step) {
    return new Step(
        step.name() + PARTS,
        step.work(),
        step.skill(),
        step.objective(),
        step.needs(),
        step.when(),
        step.forEach(),
        step.reads(),
        Optional.of(step.name() + PARTS),
        step.join(),
        step.onMissing(),
        MergePolicy.UNION,
        step.retry(),
        step.timeout(),
        step.queueTimeout(),
        step.fallback(),
        Optional.empty(),
        step.output(),
        step.budget(),
        step.compensate());
  }

  private Step merging(Step step) {
    String parts = step.name() + PARTS;
    return new Step(
        step.name(),
        new Work.Agent(role),
        skill,
        objective.or(step::objective),
        List.of(parts),
        Optional.of(
            WorkflowVariables.ENVIRONMENT.compile(
                "size(steps[\"" + parts + "\"].items) > 0", CelKind.BOOLEAN)),
        Optional.empty(),
        List.of(parts),
        step.writes(),
        Join.ALL,
        step.onMissing(),
        MergePolicy.UNION,
        step.retry(),
        Optional.empty(),
        step.queueTimeout(),
        Optional.empty(),
        step.repeat(),
        Optional.empty(),
        StepBudget.NONE,
        Optional.empty());
  }
}
