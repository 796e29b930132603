package dev.baton.core.workflow;

import dev.baton.core.cel.CelEnvironment;
import dev.baton.core.cel.CelException;
import dev.baton.core.cel.CelExpression;
import dev.baton.core.cel.CelKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * One YAML map with strict, typed access to its keys. A value that is not what was asked for counts
 * as absent, and a problem names line, column, place and key, and what was expected: so all
 * problems of a definition are found in one reading.
 */
final class YamlMap {
  private static final String LIST = "a list such as [a, b]";

  private final YamlDocument document;
  private final String place;
  private final Position start;
  private final Map<String, Node> entries = new LinkedHashMap<>();
  private final Map<String, Node> keys = new LinkedHashMap<>();

  /**
   * A map.
   *
   * @param place what problems call it
   * @param start where problems with the map as a whole are
   */
  YamlMap(YamlDocument document, String place, Position start, MappingNode node) {
    this.document = document;
    this.place = place;
    this.start = start;
    for (NodeTuple tuple : node.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        add(Position.of(tuple.getKeyNode()), "a key is not a plain word (expected: a name)");
      } else if (entries.containsKey(key.getValue())) {
        add(Position.of(key), "key '" + key.getValue() + "': stands twice (expected: once)");
      } else {
        entries.put(key.getValue(), tuple.getValueNode());
        keys.put(key.getValue(), key);
      }
    }
  }

  private void add(Position at, String problem) {
    document.problems().add(at, place + ": " + problem);
  }

  /** Something is wrong with a key's value. */
  void report(String key, String problem) {
    Node value = entries.get(key);
    report(value == null ? start : Position.of(value), key, problem);
  }

  /** Something is wrong with one element of a key's list. */
  void reportElement(String key, String element, String problem) {
    if (entries.get(key) instanceof SequenceNode sequence) {
      Position at =
          sequence.getValue().stream()
              .filter(node -> node instanceof ScalarNode text && text.getValue().equals(element))
              .findFirst()
              .map(Position::of)
              .orElse(Position.of(sequence));
      report(at, key, problem);
    } else {
      report(key, problem);
    }
  }

  /**
   * Something is wrong with one character of a key's text.
   *
   * @param offset which, in code points from 0
   */
  void reportAt(String key, int offset, String problem) {
    if (entries.get(key) instanceof ScalarNode text) {
      report(document.text().position(text, offset), key, problem);
    } else {
      report(key, problem);
    }
  }

  /** Something is wrong with a key, whatever its value. */
  void reportKey(String key, String problem) {
    Node node = keys.get(key);
    report(node == null ? start : Position.of(node), key, problem);
  }

  private void report(Position at, String key, String problem) {
    add(at, "key '" + key + "': " + problem);
  }

  void allowOnly(Keys allowed) {
    allowOnly(allowed.names());
  }

  void allowOnly(Collection<String> allowed) {
    for (String key : keys.keySet()) {
      if (!allowed.contains(key)) {
        reportKey(key, "is unknown (expected one of: " + String.join(", ", allowed) + ")");
      }
    }
  }

  boolean has(String key) {
    return entries.containsKey(key);
  }

  boolean isMap(String key) {
    return entries.get(key) instanceof MappingNode;
  }

  boolean isText(String key, String text) {
    return entries.get(key) instanceof ScalarNode scalar && scalar.getValue().equals(text);
  }

  Set<String> names() {
    return entries.keySet();
  }

  Optional<String> text(String key) {
    Node node = entries.get(key);
    if (node == null) {
      return Optional.empty();
    }
    Optional<String> text = textOf(node);
    if (text.isEmpty()) {
      report(key, "is " + kind(node) + " (expected: a text)");
    }
    return text;
  }

  private static Optional<String> textOf(Node node) {
    return node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)
        ? Optional.of(scalar.getValue())
        : Optional.empty();
  }

  private static String kind(Node node) {
    return switch (node) {
      case MappingNode _ -> "a map";
      case SequenceNode _ -> "a list";
      case ScalarNode scalar when scalar.getTag().equals(Tag.NULL) -> "empty";
      default -> "a text";
    };
  }

  /**
   * A key that must be there.
   *
   * @param expected what its value must be
   */
  void require(String key, String expected) {
    if (!has(key)) {
      report(start, key, "is missing (expected: " + expected + ")");
    }
  }

  /** A text that must be there. */
  Optional<String> requiredText(String key) {
    require(key, "a text");
    return text(key);
  }

  /** A name of that form. */
  Optional<String> name(String key, Pattern form) {
    return text(key).filter(name -> matches(key, name, form));
  }

  /** A name of that form that must be there. */
  Optional<String> requiredName(String key, Pattern form) {
    require(key, form.toString());
    return name(key, form);
  }

  private boolean matches(String key, String name, Pattern form) {
    boolean matches = form.matcher(name).matches();
    if (!matches) {
      report(key, "\"" + name + "\" (expected: " + form + ")");
    }
    return matches;
  }

  Optional<Long> number(String key, long least, long most) {
    return text(key)
        .flatMap(value -> {
          Optional<Long> number = parseNumber(value).filter(n -> n >= least && n <= most);
          if (number.isEmpty()) {
            report(
                key,
                "\"%s\" (expected: a whole number from %d to %d)".formatted(value, least, most));
          }
          return number;
        });
  }

  private static Optional<Long> parseNumber(String value) {
    try {
      return Optional.of(Long.parseLong(value));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  Optional<Duration> duration(String key) {
    return text(key)
        .flatMap(value -> {
          Optional<Duration> duration = Durations.parse(value);
          if (duration.isEmpty()) {
            report(key, "\"" + value + "\" (expected: a duration such as 30s, 5m or 1h)");
          }
          return duration;
        });
  }

  <E extends Enum<E>> Optional<E> choice(String key, Class<E> type) {
    return choice(key, type, List.of());
  }

  /**
   * A word of the enumeration.
   *
   * @param more further words that the caller has looked for before
   */
  <E extends Enum<E>> Optional<E> choice(String key, Class<E> type, List<String> more) {
    return text(key)
        .flatMap(value -> {
          Optional<E> choice = Words.find(value, type);
          if (choice.isEmpty()) {
            report(key, Words.unexpected(value, type, more));
          }
          return choice;
        });
  }

  /** The elements of a list, each a word of the enumeration. */
  <E extends Enum<E>> List<E> choices(String key, Class<E> type, int most) {
    List<E> choices = new ArrayList<>();
    for (String value : texts(key, most)) {
      Words.find(value, type)
          .ifPresentOrElse(
              choices::add,
              () -> reportElement(key, value, Words.unexpected(value, type, List.of())));
    }
    return choices;
  }

  List<String> texts(String key, int most) {
    Node node = entries.get(key);
    if (node == null) {
      return List.of();
    }
    if (!(node instanceof SequenceNode sequence)) {
      report(key, "is " + kind(node) + " (expected: " + LIST + ")");
      return List.of();
    }
    if (sequence.getValue().size() > most) {
      report(
          key,
          "has %d elements (expected: at most %d)".formatted(sequence.getValue().size(), most));
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (Node element : sequence.getValue()) {
      textOf(element)
          .ifPresentOrElse(
              texts::add,
              () ->
                  report(
                      Position.of(element),
                      key,
                      "has an element that is " + kind(element) + " (expected: a text)"));
    }
    return texts;
  }

  /** A list whose every element is another. */
  List<String> distinctTexts(String key, int most) {
    List<String> texts = texts(key, most);
    List<String> distinct = texts.stream().distinct().toList();
    if (distinct.size() < texts.size()) {
      report(key, "names something twice (expected: each once)");
    }
    return distinct;
  }

  /** Such a list that must be there and have an element. */
  List<String> requiredTexts(String key, int most) {
    require(key, LIST);
    if (entries.get(key) instanceof SequenceNode sequence && sequence.getValue().isEmpty()) {
      report(key, "is empty (expected: " + LIST + ")");
    }
    return distinctTexts(key, most);
  }

  /** A list of names of that form, each once. */
  List<String> distinctNames(String key, Pattern form, int most) {
    List<String> names = distinctTexts(key, most);
    names.stream()
        .filter(name -> !form.matcher(name).matches())
        .forEach(name -> reportElement(key, name, "\"" + name + "\" (expected: " + form + ")"));
    return names;
  }

  Optional<YamlMap> map(String key, String mapPlace) {
    Node node = entries.get(key);
    if (node == null) {
      return Optional.empty();
    }
    if (node instanceof MappingNode map) {
      Position at = Optional.ofNullable(keys.get(key)).map(Position::of).orElse(start);
      return Optional.of(new YamlMap(document, mapPlace, at, map));
    }
    report(key, "is " + kind(node) + " (expected: keys and values)");
    return Optional.empty();
  }

  /** The value of a key as it stands in the document. */
  Optional<Node> node(String key) {
    return Optional.ofNullable(entries.get(key));
  }

  /** A map inside this one's values, whose keys nobody has read yet. */
  YamlMap inside(String mapPlace, MappingNode node) {
    return new YamlMap(document, mapPlace, Position.of(node), node);
  }

  Optional<CelExpression> expression(String key, CelEnvironment environment, CelKind kind) {
    return text(key).flatMap(source -> compile(key, source, environment, kind));
  }

  private Optional<CelExpression> compile(
      String key, String source, CelEnvironment environment, CelKind kind) {
    try {
      return Optional.of(environment.compile(source, kind));
    } catch (CelException e) {
      e.issues().forEach(issue -> reportAt(key, issue.offset(), issue.message()));
      return Optional.empty();
    }
  }
}
