package dev.baton.core.workflow;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** Where the keys of each step stand in the definition. */
final class Spots {
  private static final Map<String, String> HOLDERS =
      Map.of("until", "repeat", "redo", "repeat", "quorum", "join", "cap", "retry");

  private final Map<String, YamlMap> steps = new LinkedHashMap<>();

  void add(String step, YamlMap map) {
    steps.put(step, map);
  }

  void forEach(BiConsumer<String, YamlMap> each) {
    steps.forEach(each);
  }

  Set<String> stepsWith(Predicate<YamlMap> property) {
    Set<String> names = new TreeSet<>();
    steps.forEach((name, map) -> {
      if (property.test(map)) {
        names.add(name);
      }
    });
    return names;
  }

  /** The place of a key of a step, or of one of the maps in it whose keys are unlike its own. */
  Spot of(Step step, String key) {
    YamlMap map = map(step);
    return Optional.ofNullable(HOLDERS.get(key))
        .flatMap(holder -> inside(step, holder))
        .map(inner -> new Spot(inner, key))
        .orElseGet(() -> new Spot(map, key));
  }

  /** The place of the list that a step fans out over. */
  Spot items(Step step) {
    return inside(step, "forEach")
        .map(each -> new Spot(each, "items"))
        .orElseGet(() -> of(step, "forEach"));
  }

  /** The place of a join's deadline. */
  Spot joinDeadline(Step step) {
    return inside(step, JoinParser.KEY)
        .map(join -> new Spot(join, "deadline"))
        .orElseGet(() -> of(step, JoinParser.KEY));
  }

  /** The place of a key of what takes a step's effect back. */
  Spot compensation(Step step, String key) {
    return inside(step, CompensateParser.KEY)
        .map(compensation -> new Spot(compensation, key))
        .orElseGet(() -> of(step, CompensateParser.KEY));
  }

  /** The place of the role that works on a step. */
  Spot role(Step step) {
    return merging(step, "by")
        .orElseGet(() -> of(step, step.work() instanceof Work.Planning ? "plan" : "agent"));
  }

  /** The place of the skill that a step asks for. */
  Spot skill(Step step) {
    return merging(step, "skill").orElseGet(() -> of(step, "skill"));
  }

  /** A step that merges was named by the key of another. */
  private Optional<Spot> merging(Step step, String key) {
    YamlMap map = map(step);
    if (AgentMerge.isPart(step.name()) || !AgentMerge.isIn(map)) {
      return Optional.empty();
    }
    return inside(step, AgentMerge.KEY)
        .map(merge -> new Spot(merge, key))
        .or(() -> Optional.of(new Spot(map, AgentMerge.KEY)));
  }

  private Optional<YamlMap> inside(Step step, String holder) {
    YamlMap map = map(step);
    return map.isMap(holder)
        ? map.map(holder, "step '" + AgentMerge.written(step.name()) + "' " + holder)
        : Optional.empty();
  }

  private YamlMap map(Step step) {
    return Optional.ofNullable(steps.get(AgentMerge.written(step.name()))).orElseThrow();
  }
}
