package dev.baton.core.workflow;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * One definition as it is read.
 *
 * @param text to tell places in it
 * @param problems what is wrong with it so far
 */
record YamlDocument(YamlText text, Problems problems) {
  /** Longest definition in characters. */
  static final int MAX_CHARACTERS = 262_144;

  /** Deepest nesting of maps and lists; the composer would use a stack frame for each. */
  static final int MAX_DEPTH = 32;

  /** Most aliases of maps and lists. */
  static final int MAX_ALIASES = 50;

  private static final LoadSettings SETTINGS =
      LoadSettings.builder()
          .setCodePointLimit(MAX_CHARACTERS)
          .setMaxAliasesForCollections(MAX_ALIASES)
          .setAllowNonScalarKeys(true)
          .build();

  /**
   * Reads the text's top map.
   *
   * @param place what problems call it
   * @return nothing where there is none
   */
  static Optional<YamlMap> map(String place, String text, Problems problems) {
    YamlDocument document = new YamlDocument(new YamlText(text), problems);
    return document.compose(place, text).flatMap(node -> document.topMap(place, node));
  }

  private Optional<YamlMap> topMap(String place, Node node) {
    if (node instanceof MappingNode map) {
      return Optional.of(new YamlMap(this, place, Position.of(map), map));
    }
    problems.add(
        Position.of(node), place + ": is not a map (expected: keys such as name, version, steps)");
    return Optional.empty();
  }

  private Optional<Node> compose(String place, String text) {
    if (text.length() > MAX_CHARACTERS) {
      problems.add(
          Position.START,
          "%s: has %d characters (expected: at most %d)"
              .formatted(place, text.length(), MAX_CHARACTERS));
      return Optional.empty();
    }
    try {
      if (nestsTooDeep(place, text)) {
        return Optional.empty();
      }
      Optional<Node> root = new Compose(SETTINGS).composeString(text);
      if (root.isEmpty()) {
        problems.add(
            Position.START, place + ": is empty (expected: keys such as name, version, steps)");
      }
      return root;
    } catch (YamlEngineException e) {
      YamlFlaw flaw = YamlFlaw.of(e, text);
      problems.add(flaw.at(), place + ": " + flaw.message());
    }
    return Optional.empty();
  }

  private boolean nestsTooDeep(String place, String text) {
    int depth = 0;
    for (Event event : new Parse(SETTINGS).parseString(text)) {
      switch (event.getEventId()) {
        case MappingStart, SequenceStart -> depth++;
        case MappingEnd, SequenceEnd -> depth--;
        case Alias, Comment, DocumentEnd, DocumentStart, Scalar, StreamEnd, StreamStart -> {}
      }
      if (depth > MAX_DEPTH) {
        Position at = event.getStartMark().map(Position::of).orElse(Position.START);
        problems.add(
            at, "%s: nests too deep (expected: at most %d levels)".formatted(place, MAX_DEPTH));
        return true;
      }
    }
    return false;
  }
}
