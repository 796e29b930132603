package dev.baton.core.workflow;

import dev.baton.core.cel.CelJson;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import tools.jackson.core.JacksonException;

/** Reads the schema of a step's results: a JSON object, written as YAML or as JSON in a text. */
final class OutputParser {
  private static final String KEY = "output";

  private OutputParser() {}

  static Optional<String> output(YamlMap step, String place) {
    return step.node(KEY)
        .flatMap(node ->
            switch (node) {
              case MappingNode map -> yaml(step, place, map);
              case SequenceNode _ -> {
                step.report(
                    KEY,
                    "is a list (expected: a JSON Schema, as keys and values or as JSON in a text)");
                yield Optional.empty();
              }
              default -> step.text(KEY).filter(json -> isObject(step, json));
            })
        .filter(json -> isSchema(step, json));
  }

  private static boolean isSchema(YamlMap step, String json) {
    Optional<String> flaw = OutputSchema.flaw(json);
    flaw.ifPresent(complaint -> step.report(KEY, complaint));
    return flaw.isEmpty();
  }

  private static Optional<String> yaml(YamlMap step, String place, MappingNode map) {
    try {
      String json = YamlJson.of(map);
      checkKeys(step, place + " " + KEY, map);
      return Optional.of(json);
    } catch (YamlJson.TooLargeException e) {
      step.report(KEY, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** Every map that is read strictly complains about keys that stand twice. */
  private static void checkKeys(YamlMap outer, String place, MappingNode node) {
    YamlMap map = outer.inside(place, node);
    for (String key : map.names()) {
      checkValue(map, place + " " + key, map.node(key).orElseThrow());
    }
  }

  private static void checkValue(YamlMap outer, String place, Node value) {
    if (value instanceof MappingNode map) {
      checkKeys(outer, place, map);
    } else if (value instanceof SequenceNode list) {
      for (int i = 0; i < list.getValue().size(); i++) {
        checkValue(outer, "%s[%d]".formatted(place, i), list.getValue().get(i));
      }
    }
  }

  private static boolean isObject(YamlMap step, String json) {
    try {
      CelJson.parseObject(json);
      return true;
    } catch (IllegalArgumentException e) {
      int offset =
          e.getCause() instanceof JacksonException cause
              ? (int) cause.getLocation().getCharOffset()
              : 0;
      step.reportAt(KEY, offset, String.valueOf(e.getMessage()));
      return false;
    }
  }
}
