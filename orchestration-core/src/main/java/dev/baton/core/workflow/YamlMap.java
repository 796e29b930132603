package dev.baton.core.workflow;

import dev.baton.core.cel.CelEnvironment;
import dev.baton.core.cel.CelException;
import dev.baton.core.cel.CelExpression;
import dev.baton.core.cel.CelKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * One YAML map with strict, typed access to its keys; every complaint names line, place and key,
 * and what was expected.
 */
final class YamlMap {
  private static final int MAX_CHARACTERS = 262_144;

  private final String place;
  private final Map<String, Node> entries = new LinkedHashMap<>();
  private final Map<String, Node> keys = new LinkedHashMap<>();
  private final int line;

  private YamlMap(String place, MappingNode node) {
    this.place = place;
    this.line = lineOf(node);
    for (NodeTuple tuple : node.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw complaint(lineOf(tuple.getKeyNode()), "a key is not a plain word (expected: a name)");
      }
      if (entries.put(key.getValue(), tuple.getValueNode()) != null) {
        throw complaint(lineOf(key), "key '" + key.getValue() + "' stands twice (expected: once)");
      }
      keys.put(key.getValue(), key);
    }
  }

  static YamlMap document(String place, String text) {
    LoadSettings settings = LoadSettings.builder().setCodePointLimit(MAX_CHARACTERS).build();
    Optional<Node> root;
    try {
      root = new Compose(settings).composeString(text);
    } catch (YamlEngineException e) {
      throw new WorkflowException(place + ": is not YAML: " + e.getMessage(), e);
    }
    if (root.isPresent() && root.get() instanceof MappingNode map) {
      return new YamlMap(place, map);
    }
    throw new WorkflowException(place + ": is not a map (expected: name, version, steps)");
  }

  WorkflowException complaint(String key, String problem) {
    Node node = keys.get(key);
    return complaint(node == null ? line : lineOf(node), "key '" + key + "': " + problem);
  }

  private WorkflowException complaint(int atLine, String problem) {
    return new WorkflowException("line " + atLine + ": " + place + ": " + problem);
  }

  void allowOnly(String... allowed) {
    for (String key : keys.keySet()) {
      if (!List.of(allowed).contains(key)) {
        throw complaint(
            key,
            "is unknown (expected one of: "
                + String.join(", ", new TreeSet<>(List.of(allowed)))
                + ")");
      }
    }
  }

  boolean has(String key) {
    return entries.containsKey(key);
  }

  boolean isMap(String key) {
    return entries.get(key) instanceof MappingNode;
  }

  Iterable<String> names() {
    return entries.keySet();
  }

  Optional<String> text(String key) {
    Node node = entries.get(key);
    if (node == null) {
      return Optional.empty();
    }
    if (node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
      return Optional.of(scalar.getValue());
    }
    throw complaint(key, "is not a text (expected: a text)");
  }

  String requiredText(String key) {
    return text(key)
        .orElseThrow(() -> complaint(line, "key '" + key + "' is missing (expected: a text)"));
  }

  Optional<Long> number(String key, long least, long most) {
    return text(key).map(value -> parseNumber(key, value, least, most));
  }

  private long parseNumber(String key, String value, long least, long most) {
    String expected =
        "\"" + value + "\" (expected: a whole number from " + least + " to " + most + ")";
    try {
      long number = Long.parseLong(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException _) {
      throw complaint(key, expected);
    }
    throw complaint(key, expected);
  }

  Optional<Duration> duration(String key) {
    return text(key)
        .map(value ->
            Durations.parse(value)
                .orElseThrow(() ->
                    complaint(
                        key, "\"" + value + "\" (expected: a duration such as 30s, 5m or 1h)")));
  }

  <E extends Enum<E>> Optional<E> choice(String key, Class<E> type) {
    return text(key).map(value -> parseChoice(key, value, type));
  }

  <E extends Enum<E>> E parseChoice(String key, String value, Class<E> type) {
    List<String> names = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      String name = constant.name().toLowerCase(Locale.ROOT);
      if (name.equals(value)) {
        return constant;
      }
      names.add(name);
    }
    throw complaint(key, "\"" + value + "\" (expected one of: " + String.join(", ", names) + ")");
  }

  List<String> texts(String key, int most) {
    Node node = entries.get(key);
    if (node == null) {
      return List.of();
    }
    if (!(node instanceof SequenceNode sequence) || sequence.getValue().size() > most) {
      throw complaint(key, "is not a list of at most " + most + " texts (expected: [a, b])");
    }
    List<String> texts = new ArrayList<>();
    for (Node element : sequence.getValue()) {
      if (!(element instanceof ScalarNode scalar)) {
        throw complaint(key, "has an element that is not a text (expected: a list of texts)");
      }
      texts.add(scalar.getValue());
    }
    return texts;
  }

  Optional<YamlMap> map(String key, String mapPlace) {
    @Nullable Node node = entries.get(key);
    if (node == null) {
      return Optional.empty();
    }
    if (node instanceof MappingNode map) {
      return Optional.of(new YamlMap(mapPlace, map));
    }
    throw complaint(key, "is not a map (expected: keys and values)");
  }

  Optional<CelExpression> expression(String key, CelEnvironment environment, CelKind kind) {
    return text(key).map(source -> compile(key, source, environment, kind));
  }

  private CelExpression compile(
      String key, String source, CelEnvironment environment, CelKind kind) {
    try {
      return environment.compile(source, kind);
    } catch (CelException e) {
      throw complaint(key, String.valueOf(e.getMessage()));
    }
  }

  private static int lineOf(Node node) {
    return node.getStartMark().map(Mark::getLine).orElse(-1) + 1;
  }
}
