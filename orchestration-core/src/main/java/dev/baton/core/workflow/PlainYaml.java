package dev.baton.core.workflow;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.events.StreamEndEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * YAML from strangers as maps, lists and texts, read event by event: an alias could grow without
 * bound, a tag could mean anything, and deep nesting could use up the stack, so none of them gets
 * as far as a tree.
 */
final class PlainYaml {
  private static final int MAX_DEPTH = 16;

  private final Iterator<Event> events;

  private PlainYaml(Iterator<Event> events) {
    this.events = events;
  }

  /**
   * The map that a text is.
   *
   * @throws IllegalArgumentException if it is none; the message says why
   */
  static Map<String, Object> map(String text) {
    LoadSettings settings = LoadSettings.builder().setCodePointLimit(text.length() + 1).build();
    try {
      PlainYaml yaml = new PlainYaml(new Parse(settings).parseString(text).iterator());
      return yaml.document();
    } catch (YamlEngineException e) {
      YamlFlaw flaw = YamlFlaw.of(e, text);
      throw new IllegalArgumentException(
          "line %d, column %d %s".formatted(flaw.at().line(), flaw.at().column(), flaw.message()),
          e);
    }
  }

  private Map<String, Object> document() {
    events.next();
    if (events.next() instanceof StreamEndEvent
        || !(value(events.next(), 0) instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException("is not a map (expected: steps by name)");
    }
    if (!(events.next() instanceof DocumentEndEvent)
        || !(events.next() instanceof StreamEndEvent)) {
      throw new IllegalArgumentException("is more than one document (expected: one)");
    }
    Map<String, Object> steps = new LinkedHashMap<>();
    map.forEach((name, step) -> steps.put(name.toString(), step));
    return steps;
  }

  private Object value(Event event, int depth) {
    if (depth > MAX_DEPTH) {
      throw complaint(event, "is nested deeper than " + MAX_DEPTH + " levels (expected: flatter)");
    }
    return switch (event) {
      case ScalarEvent scalar -> text(scalar);
      case MappingStartEvent start -> {
        rejectTag(start, start.getTag().isPresent());
        yield map(depth);
      }
      case SequenceStartEvent start -> {
        rejectTag(start, start.getTag().isPresent());
        yield list(depth);
      }
      case AliasEvent alias -> throw complaint(alias, "has an alias (expected: the value itself)");
      default -> throw complaint(event, "has something unknown (expected: maps, lists and texts)");
    };
  }

  private String text(ScalarEvent scalar) {
    rejectTag(scalar, scalar.getTag().isPresent());
    return scalar.getValue();
  }

  private Map<String, Object> map(int depth) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (Event key = events.next(); !(key instanceof MappingEndEvent); key = events.next()) {
      if (!(key instanceof ScalarEvent name)) {
        throw complaint(key, "has a key that is not a plain word (expected: a name)");
      }
      @Nullable Object former = map.put(text(name), value(events.next(), depth + 1));
      if (former != null) {
        throw complaint(key, "has the key '" + name.getValue() + "' twice (expected: once)");
      }
    }
    return map;
  }

  private List<Object> list(int depth) {
    List<Object> list = new ArrayList<>();
    for (Event item = events.next(); !(item instanceof SequenceEndEvent); item = events.next()) {
      list.add(value(item, depth + 1));
    }
    return list;
  }

  private static void rejectTag(Event event, boolean tagged) {
    if (tagged) {
      throw complaint(event, "has a tag (expected: none)");
    }
  }

  private static IllegalArgumentException complaint(Event event, String problem) {
    int line = event.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    return new IllegalArgumentException("line " + line + " " + problem);
  }
}
