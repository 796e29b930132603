package dev.baton.core.workflow;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Where the keys of each step stand in the definition. */
final class Spots {
  private static final Map<String, String> HOLDERS =
      Map.of("until", "repeat", "redo", "repeat", "quorum", "join", "cap", "retry");

  private final Map<String, YamlMap> steps = new HashMap<>();

  void add(String step, YamlMap map) {
    steps.put(step, map);
  }

  boolean has(String step) {
    return steps.containsKey(step);
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

  private Optional<YamlMap> inside(Step step, String holder) {
    YamlMap map = map(step);
    return map.isMap(holder)
        ? map.map(holder, "step '" + step.name() + "' " + holder)
        : Optional.empty();
  }

  private YamlMap map(Step step) {
    return Optional.ofNullable(steps.get(step.name())).orElseThrow();
  }
}
