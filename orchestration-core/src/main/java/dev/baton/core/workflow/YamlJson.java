package dev.baton.core.workflow;

import dev.baton.core.cel.CelJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Writes a YAML map as JSON. Aliases are written out, so depth and number of values are bounded:
 * what a few lines of YAML stand for has no bound. Used once.
 */
final class YamlJson {
  /** Most values of one map, those of its inner maps and lists included. */
  static final int MAX_VALUES = 10_000;

  private int values;

  /** The map cannot be written. */
  static final class TooLargeException extends Exception {
    private static final long serialVersionUID = 1L;

    TooLargeException(String message) {
      super(message);
    }
  }

  private YamlJson() {}

  static String of(MappingNode map) throws TooLargeException {
    return CelJson.write(new YamlJson().value(map, 1));
  }

  private Object value(Node node, int depth) throws TooLargeException {
    values++;
    if (values > MAX_VALUES) {
      throw new TooLargeException(
          "has more than " + MAX_VALUES + " values (expected: a smaller schema)");
    }
    if (depth > YamlDocument.MAX_DEPTH) {
      throw new TooLargeException(
          "nests too deep (expected: at most " + YamlDocument.MAX_DEPTH + " levels)");
    }
    return switch (node) {
      case MappingNode map -> map(map, depth);
      case SequenceNode sequence -> list(sequence, depth);
      case ScalarNode scalar -> scalar(scalar);
      default -> throw new IllegalStateException("an alias was left in " + node);
    };
  }

  private Map<String, Object> map(MappingNode node, int depth) throws TooLargeException {
    Map<String, Object> map = new LinkedHashMap<>();
    for (NodeTuple tuple : node.getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode key) {
        map.put(key.getValue(), value(tuple.getValueNode(), depth + 1));
      }
    }
    return map;
  }

  private List<Object> list(SequenceNode node, int depth) throws TooLargeException {
    List<Object> list = new ArrayList<>();
    for (Node element : node.getValue()) {
      list.add(value(element, depth + 1));
    }
    return list;
  }

  private static Object scalar(ScalarNode node) {
    String text = node.getValue();
    Tag tag = node.getTag();
    if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT) || tag.equals(Tag.BOOL)) {
      // The core schema's numbers and truth values are JSON's but for a few, which stay texts.
      return CelJson.parse(text).orElse(text);
    }
    return tag.equals(Tag.NULL) ? CelJson.NULL : text;
  }
}
