package dev.baton.core.cel;

import dev.cel.common.values.NullValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON as values that expressions understand, and back. Stateless and thread-safe. */
public final class CelJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /** JSON's null. */
  public static final Object NULL = NullValue.NULL_VALUE;

  private CelJson() {}

  /** Reads any JSON value; nothing where the text is none. */
  public static Optional<Object> parse(String json) {
    try {
      return Optional.of(value(MAPPER.readTree(json)));
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  /**
   * Reads a JSON object.
   *
   * @throws IllegalArgumentException if the text is not exactly one JSON object, names a key twice
   *     or nests too deep
   */
  public static Map<String, Object> parseObject(String json) {
    if (json.equals("{}")) {
      return Map.of();
    }
    JsonNode node;
    try {
      node = MAPPER.readTree(json);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("is not JSON: " + e.getOriginalMessage(), e);
    }
    if (node == null || !node.isObject()) {
      throw new IllegalArgumentException("is not a JSON object (expected: {\"name\": value})");
    }
    return object(node);
  }

  /**
   * Whether a text is an object that {@link #parseObject} reads, told without making the object. It
   * may be one where this says no, with numbers that are out of the ordinary.
   */
  public static boolean isObject(String json) {
    if (json.equals("{}")) {
      return true;
    }
    try (JsonParser parser = MAPPER.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      int depth = 1;
      while (depth > 0) {
        JsonToken token = parser.nextToken();
        if (token == null || (token.isNumeric() && !isPlain(parser, token))) {
          return false;
        }
        depth += token.isStructStart() ? 1 : 0;
        depth -= token.isStructEnd() ? 1 : 0;
      }
      return parser.nextToken() == null;
    } catch (JacksonException _) {
      return false;
    }
  }

  /** Whether a number is read as it is. */
  private static boolean isPlain(JsonParser number, JsonToken token) {
    return token == JsonToken.VALUE_NUMBER_INT
        ? number.getNumberType() != JsonParser.NumberType.BIG_INTEGER
        : Double.isFinite(number.getDoubleValue());
  }

  /** Writes a value as JSON, the keys of its maps sorted, so that equal values are equal texts. */
  public static String write(Object value) {
    return MAPPER.writeValueAsString(sorted(value));
  }

  /**
   * Writes a value that an expression made. Such a value may hold one part many times over, and so
   * be far longer as text than it is in memory.
   *
   * @param most characters, about
   * @throws IllegalArgumentException if it is longer, or nothing that JSON has
   */
  public static String write(Object value, int most) {
    measure(value, most, most);
    return write(value);
  }

  private static long measure(Object value, long left, int most) {
    long rest =
        switch (value) {
          case List<?> list -> measureAll(list, left, most);
          case Map<?, ?> map ->
              measureAll(map.values(), measureAll(map.keySet(), left, most), most);
          case String text -> left - text.length();
          case Boolean _, Number _, NullValue _, Duration _, Instant _ -> left;
          default ->
              throw new IllegalArgumentException(
                  "has a %s (expected: texts, numbers, booleans, lists and maps)"
                      .formatted(value.getClass().getSimpleName()));
        };
    if (rest <= 0) {
      throw new IllegalArgumentException(
          "is longer than %d characters (expected: at most that)".formatted(most));
    }
    return rest - 1;
  }

  private static long measureAll(Collection<?> values, long left, int most) {
    long rest = left;
    for (Object value : values) {
      rest = measure(value, rest, most);
    }
    return rest;
  }

  private static Map<String, Object> object(JsonNode node) {
    Map<String, Object> map = new LinkedHashMap<>();
    node.properties().forEach(entry -> map.put(entry.getKey(), value(entry.getValue())));
    return map;
  }

  private static Object value(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT, POJO -> object(node);
      case ARRAY -> list(node);
      case STRING, BINARY -> node.asString();
      case BOOLEAN -> node.booleanValue();
      case NUMBER -> number(node);
      case NULL, MISSING -> NullValue.NULL_VALUE;
    };
  }

  /** One statement a type: a conditional expression would make every number a double. */
  private static Object number(JsonNode node) {
    if (!node.isIntegralNumber()) {
      return node.doubleValue();
    }
    if (node.canConvertToLong()) {
      return node.longValue();
    }
    // The node's own conversion refuses what is beyond all doubles; a fraction there is infinite.
    return node.bigIntegerValue().doubleValue();
  }

  private static List<Object> list(JsonNode node) {
    List<Object> list = new ArrayList<>(node.size());
    node.forEach(element -> list.add(value(element)));
    return list;
  }

  @SuppressWarnings("NullAway") // JSON's null is Java's null to the writer.
  private static Object sorted(Object value) {
    return switch (value) {
      case NullValue _ -> null;
      case Map<?, ?> map -> {
        Map<String, Object> sorted = new TreeMap<>();
        map.forEach((key, element) -> sorted.put(String.valueOf(key), sorted(element)));
        yield sorted;
      }
      case List<?> list -> list.stream().map(CelJson::sorted).toList();
      default -> value;
    };
  }
}
