package dev.baton.agent.card;

import java.io.StringReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Where each value of a YAML document stands, for messages. Immutable. */
final class YamlPlaces {

  /** Nothing deeper is looked up: an alias may point to what surrounds it. */
  private static final int MAX_DEPTH = 6;

  private final Map<String, String> places = new HashMap<>();

  private YamlPlaces() {}

  /** The places of a document; none where it is no YAML. */
  static YamlPlaces of(String yaml) {
    YamlPlaces places = new YamlPlaces();
    try {
      Node root = new Yaml(new LoaderOptions()).compose(new StringReader(yaml));
      if (root != null) {
        places.walk("", root, 0);
      }
    } catch (YAMLException _) {
      places.places.clear(); // the reader of the values says what is wrong with it
    }
    return places;
  }

  /**
   * Where a value stands.
   *
   * @param path its keys from the outside in, for example limits and timeout, or skills, 0 and name
   * @return {@code :LINE:COLUMN}, both from 1, of it or of what surrounds it; empty for a document
   *     that is none
   */
  String of(List<String> path) {
    for (int length = path.size(); length >= 0; length--) {
      String place = places.get(String.join(".", path.subList(0, length)));
      if (place != null) {
        return place;
      }
    }
    return "";
  }

  private void walk(String path, Node node, int depth) {
    places.putIfAbsent(path, text(node.getStartMark()));
    if (depth == MAX_DEPTH) {
      return;
    }
    String prefix = path.isEmpty() ? "" : path + ".";
    switch (node) {
      case MappingNode mapping -> {
        for (NodeTuple tuple : mapping.getValue()) {
          if (tuple.getKeyNode() instanceof ScalarNode key) {
            walk(prefix + key.getValue(), tuple.getValueNode(), depth + 1);
          }
        }
      }
      case SequenceNode sequence -> {
        int index = 0;
        for (Node item : sequence.getValue()) {
          walk(prefix + index++, item, depth + 1);
        }
      }
      default -> {}
    }
  }

  private static String text(Mark mark) {
    return ":%d:%d".formatted(mark.getLine() + 1, mark.getColumn() + 1);
  }
}
