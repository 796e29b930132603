package dev.baton.router.rules;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** The fields of one YAML mapping, read strictly: each error names the file's line. */
final class YamlFields {

  private final String where;
  private final Node node;
  private final Map<String, Node> fields = new LinkedHashMap<>();

  /**
   * Reads a mapping.
   *
   * @param file names the file in errors
   * @param known the only keys that may stand in it
   */
  YamlFields(String file, Node node, Set<String> known) {
    this.where = file;
    this.node = node;
    if (!(node instanceof MappingNode mapping)) {
      throw error(node, "expected a mapping with the keys " + new TreeSet<>(known));
    }
    for (NodeTuple tuple : mapping.getValue()) {
      String key = text(tuple.getKeyNode());
      if (!known.contains(key)) {
        throw error(
            tuple.getKeyNode(),
            "unknown key '%s' (expected: %s)".formatted(key, new TreeSet<>(known)));
      }
      fields.put(key, tuple.getValueNode());
    }
  }

  String text(String key) {
    String text = text(required(key)).strip();
    if (text.isEmpty()) {
      throw error(required(key), key + ": empty (expected: a text)");
    }
    return text;
  }

  int number(String key) {
    String text = text(key);
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new RuleFileException(
          at(required(key), "%s: '%s' (expected: a whole number)".formatted(key, text)), e);
    }
  }

  List<Node> list(String key) {
    if (required(key) instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    throw error(required(key), key + ": (expected: a list)");
  }

  List<String> texts(String key) {
    return list(key).stream().map(this::text).toList();
  }

  Node required(String key) {
    return Optional.ofNullable(fields.get(key))
        .orElseThrow(() -> error(node, "no '" + key + "' (expected: one)"));
  }

  RuleFileException error(Node place, String problem) {
    return new RuleFileException(at(place, problem));
  }

  String at(Node place, String problem) {
    return at(where, place.getStartMark(), problem);
  }

  static String at(String file, Optional<Mark> mark, String problem) {
    String line = mark.map(m -> Integer.toString(m.getLine() + 1)).orElse("?");
    String column = mark.map(m -> Integer.toString(m.getColumn() + 1)).orElse("?");
    return "%s, line %s, column %s: %s".formatted(file, line, column, problem);
  }

  private String text(Node scalar) {
    if (scalar instanceof ScalarNode text) {
      return text.getValue();
    }
    throw error(scalar, "expected a text");
  }
}
