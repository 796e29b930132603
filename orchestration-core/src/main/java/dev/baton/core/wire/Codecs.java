package dev.baton.core.wire;

import dev.baton.core.id.RunId;
import dev.baton.core.id.TaskId;
import dev.baton.serde.ContractClasses;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * Finds the codec for a domain type and an Avro schema. Each pair of records has one codec, made
 * when it is first asked for.
 */
final class Codecs {
  private static final Codecs SHARED = new Codecs();

  static {
    ContractClasses.trust();
  }

  private final Map<String, RecordCodec> records = new HashMap<>();

  private Codecs() {}

  /** The codec of one pair of records. */
  static synchronized ValueCodec of(Class<?> domain, Schema schema) {
    return SHARED.of((Type) domain, schema);
  }

  ValueCodec of(Type domain, Schema schema) {
    if (domain instanceof ParameterizedType generic) {
      return generic(generic, schema);
    }
    Class<?> type = (Class<?>) domain;
    if (type == RunId.class) {
      return text(schema, RunId::parse);
    }
    if (type == TaskId.class) {
      return text(schema, TaskId::new);
    }
    if (type == Duration.class) {
      expect(schema, Schema.Type.LONG, type);
      return codec(
          value -> ((Duration) value).toMillis(), value -> Duration.ofMillis((Long) value));
    }
    return plain(type, schema);
  }

  private ValueCodec plain(Class<?> type, Schema schema) {
    if (type.isEnum()) {
      return enumeration(type, schema);
    }
    if (type.isRecord()) {
      expect(schema, Schema.Type.RECORD, type);
      return record(type, schema);
    }
    if (type.isSealed()) {
      return union(type, schema);
    }
    expect(schema, avroType(type), type);
    return codec(Function.identity(), Function.identity());
  }

  private static Schema.Type avroType(Class<?> type) {
    return switch (type.getSimpleName()) {
      case "String" -> Schema.Type.STRING;
      case "int", "Integer" -> Schema.Type.INT;
      case "long", "Long" -> Schema.Type.LONG;
      case "double", "Double" -> Schema.Type.DOUBLE;
      case "boolean", "Boolean" -> Schema.Type.BOOLEAN;
      case "Instant" -> Schema.Type.LONG;
      default -> throw new IllegalStateException(type + " has no Avro form");
    };
  }

  private ValueCodec generic(ParameterizedType domain, Schema schema) {
    Type[] arguments = domain.getActualTypeArguments();
    if (domain.getRawType() == Optional.class) {
      return optional(of(arguments[0], present(schema)));
    }
    if (domain.getRawType() == List.class) {
      expect(schema, Schema.Type.ARRAY, List.class);
      return list(of(arguments[0], schema.getElementType()));
    }
    if (domain.getRawType() == Map.class) {
      expect(schema, Schema.Type.MAP, Map.class);
      return map(of(arguments[1], schema.getValueType()));
    }
    throw new IllegalStateException(domain + " has no Avro form");
  }

  private static Schema present(Schema schema) {
    expect(schema, Schema.Type.UNION, Optional.class);
    return schema.getTypes().stream()
        .filter(branch -> branch.getType() != Schema.Type.NULL)
        .findFirst()
        .orElseThrow();
  }

  private static void expect(Schema schema, Schema.Type expected, Class<?> domain) {
    if (schema.getType() != expected) {
      throw new IllegalStateException(
          domain + " meets " + schema.getType() + " (expected: " + expected + ")");
    }
  }

  /** Not by computeIfAbsent: making a codec makes the codecs of its components. */
  private synchronized RecordCodec record(Class<?> domain, Schema schema) {
    String name = domain.getName() + "/" + schema.getFullName();
    RecordCodec known = records.get(name);
    if (known == null) {
      known = new RecordCodec(domain, schema, this);
      records.put(name, known);
    }
    return known;
  }

  /** The variants of a sealed type are the branches of a union, each under the same simple name. */
  private ValueCodec union(Class<?> sealed, Schema schema) {
    Map<Class<?>, ValueCodec> byDomain = new HashMap<>();
    Map<String, ValueCodec> byName = new HashMap<>();
    Map<String, Schema> branches = new HashMap<>();
    expect(schema, Schema.Type.UNION, sealed);
    schema.getTypes().forEach(branch -> branches.put(branch.getName(), branch));
    for (Class<?> variant : variants(sealed).toList()) {
      Schema branch = branches.remove(variant.getSimpleName());
      if (branch == null) {
        throw new IllegalStateException(variant + " has no branch in the union of " + sealed);
      }
      RecordCodec codec = record(variant, branch);
      byDomain.put(variant, codec);
      byName.put(Contract.type(branch).getName(), codec);
    }
    if (!branches.isEmpty()) {
      throw new IllegalStateException(branches.keySet() + " are no variants of " + sealed);
    }
    return codec(
        value -> found(byDomain, value.getClass()).toAvro(value),
        value -> found(byName, value.getClass().getName()).fromAvro(value));
  }

  /** Sealed types may stand in groups of their own; a union has no groups. */
  private static Stream<Class<?>> variants(Class<?> sealed) {
    return Stream.<Class<?>>of(sealed.getPermittedSubclasses())
        .flatMap(variant -> variant.isSealed() ? variants(variant) : Stream.of(variant));
  }

  private static <K, V> V found(Map<K, V> known, K wanted) {
    return Optional.ofNullable(known.get(wanted))
        .orElseThrow(() ->
            new IllegalStateException(
                wanted + " is unknown (expected one of: " + known.keySet() + ")"));
  }

  // Enum.valueOf cannot be written for a class that is known at run time only.
  @SuppressWarnings({"unchecked", "rawtypes"})
  private static ValueCodec enumeration(Class<?> domain, Schema schema) {
    expect(schema, Schema.Type.ENUM, domain);
    Class avro = Contract.type(schema);
    Map<Object, Object> there = new HashMap<>();
    Map<Object, Object> back = new HashMap<>();
    for (Object constant : domain.getEnumConstants()) {
      Object other = Enum.valueOf(avro, ((Enum) constant).name());
      there.put(constant, other);
      back.put(other, constant);
    }
    if (there.size() != schema.getEnumSymbols().size()) {
      throw new IllegalStateException(
          domain + " lacks a symbol of " + schema.getFullName() + " " + schema.getEnumSymbols());
    }
    return codec(value -> found(there, value), value -> found(back, value));
  }

  private static ValueCodec text(Schema schema, Function<String, Object> parse) {
    expect(schema, Schema.Type.STRING, String.class);
    return codec(Object::toString, value -> parse.apply(value.toString()));
  }

  private static ValueCodec optional(ValueCodec inner) {
    return codec(
        value -> inner.toAvro(((Optional<?>) value).orElseThrow()),
        value -> Optional.of(inner.fromAvro(value)));
  }

  private static ValueCodec list(ValueCodec inner) {
    return codec(
        value -> each((List<?>) value, inner::toAvro),
        value -> each((List<?>) value, inner::fromAvro));
  }

  private static List<Object> each(List<?> values, Function<Object, Object> change) {
    List<Object> changed = new ArrayList<>(values.size());
    values.forEach(value -> changed.add(change.apply(value)));
    return changed;
  }

  private static ValueCodec map(ValueCodec inner) {
    return codec(
        value -> eachValue((Map<?, ?>) value, inner::toAvro),
        value -> eachValue((Map<?, ?>) value, inner::fromAvro));
  }

  private static Map<String, Object> eachValue(Map<?, ?> values, Function<Object, Object> change) {
    Map<String, Object> changed = new LinkedHashMap<>();
    values.forEach((key, value) -> changed.put(key.toString(), change.apply(value)));
    return changed;
  }

  private static ValueCodec codec(
      Function<Object, ? extends Object> there, Function<Object, ? extends Object> back) {
    return new ValueCodec() {
      @Override
      public Object toAvro(Object value) {
        return there.apply(value);
      }

      @Override
      public Object fromAvro(Object value) {
        return back.apply(value);
      }
    };
  }
}
