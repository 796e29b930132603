package dev.baton.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.cli.failure.CommandFailure;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * Reads plain JSON by an Avro schema, strictly: what a person writes, not Avro's own JSON encoding.
 * Every error names the field and what was expected.
 */
final class AvroJson {

  private static final int MAX_SHOWN = 60;

  private AvroJson() {}

  /**
   * Reads a record.
   *
   * @throws CommandFailure if the document does not fit its schema
   */
  static SpecificRecordBase read(Schema schema, JsonNode json) {
    return readRecord(schema, json, "");
  }

  private static @Nullable Object read(Schema schema, JsonNode json, String path) {
    return switch (schema.getType()) {
      case RECORD -> readRecord(schema, json, path);
      case UNION -> json.isNull() ? null : read(nonNull(schema), json, path);
      case MAP -> readMap(schema, json, path);
      case ARRAY -> readArray(schema, json, path);
      case ENUM -> readEnum(schema, json, path);
      case STRING -> json.isTextual() ? json.textValue() : refuse(json, path, "a text");
      case LONG -> readLong(schema, json, path);
      case INT ->
          json.canConvertToInt() && json.isIntegralNumber()
              ? json.intValue()
              : refuse(json, path, "a whole number");
      case DOUBLE -> json.isNumber() ? json.doubleValue() : refuse(json, path, "a number");
      case BOOLEAN -> json.isBoolean() ? json.booleanValue() : refuse(json, path, "true or false");
      default ->
          throw new IllegalStateException(
              path + ": no request has a " + schema.getType() + " field");
    };
  }

  private static SpecificRecordBase readRecord(Schema schema, JsonNode json, String path) {
    if (!json.isObject()) {
      throw refused(json, path, "an object");
    }
    json.fieldNames()
        .forEachRemaining(name -> {
          if (schema.getField(name) == null) {
            throw CommandFailure.usage(
                "unknown field %s (expected: one of %s)"
                    .formatted(shown(at(path, name)), names(schema)));
          }
        });
    SpecificRecordBase value =
        (SpecificRecordBase) SpecificData.newInstance(SpecificData.get().getClass(schema), schema);
    for (Schema.Field field : schema.getFields()) {
      value.put(field.pos(), readField(field, json, path));
    }
    return value;
  }

  private static @Nullable Object readField(Schema.Field field, JsonNode record, String path) {
    JsonNode json = record.get(field.name());
    if (json != null) {
      return read(field.schema(), json, at(path, field.name()));
    }
    if (!field.hasDefaultValue()) {
      throw CommandFailure.usage(at(path, field.name()) + ": missing (expected: a value)");
    }
    return SpecificData.get().getDefaultValue(field);
  }

  private static Object readMap(Schema schema, JsonNode json, String path) {
    if (!json.isObject()) {
      return refuse(json, path, "an object");
    }
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    json.properties()
        .forEach(entry ->
            map.put(
                entry.getKey(),
                read(schema.getValueType(), entry.getValue(), at(path, entry.getKey()))));
    return map;
  }

  private static Object readArray(Schema schema, JsonNode json, String path) {
    if (!json.isArray()) {
      return refuse(json, path, "an array");
    }
    List<@Nullable Object> list = new ArrayList<>();
    for (JsonNode element : json) {
      list.add(read(schema.getElementType(), element, path + "[" + list.size() + "]"));
    }
    return list;
  }

  private static Object readEnum(Schema schema, JsonNode json, String path) {
    return json.isTextual() && schema.hasEnumSymbol(json.textValue())
        ? SpecificData.get().createEnum(json.textValue(), schema)
        : refuse(json, path, "one of " + String.join(", ", schema.getEnumSymbols()));
  }

  private static Object readLong(Schema schema, JsonNode json, String path) {
    if (schema.getLogicalType() instanceof LogicalTypes.TimestampMillis) {
      return readInstant(json, path);
    }
    return json.canConvertToLong() && json.isIntegralNumber()
        ? json.longValue()
        : refuse(json, path, "a whole number");
  }

  private static Object readInstant(JsonNode json, String path) {
    String expected = "a time like 2030-01-31T12:00:00Z";
    if (!json.isTextual()) {
      return refuse(json, path, expected);
    }
    try {
      return Instant.parse(json.textValue());
    } catch (DateTimeException e) {
      return refuse(json, path, expected);
    }
  }

  private static Schema nonNull(Schema union) {
    return union.getTypes().stream()
        .filter(type -> type.getType() != Schema.Type.NULL)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("a union of null alone"));
  }

  private static Object refuse(JsonNode json, String path, String expected) {
    throw refused(json, path, expected);
  }

  private static CommandFailure refused(JsonNode json, String path, String expected) {
    return CommandFailure.usage(
        "%s: %s (expected: %s)"
            .formatted(
                path.isEmpty() ? "document" : shown(path), shown(json.toString()), expected));
  }

  private static String names(Schema schema) {
    return String.join(", ", schema.getFields().stream().map(Schema.Field::name).toList());
  }

  private static String at(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static String shown(String text) {
    return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
  }
}
