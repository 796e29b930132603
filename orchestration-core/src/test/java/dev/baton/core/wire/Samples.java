package dev.baton.core.wire;

import dev.baton.core.id.RunIds;
import dev.baton.core.id.TaskId;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Random values of any domain type, so that no variant and no component can be forgotten. */
final class Samples {
  private final Random random;

  Samples(long seed) {
    this.random = new Random(seed);
  }

  <T> T of(Class<T> type) {
    return type.cast(value(type));
  }

  private Object value(Type type) {
    if (type instanceof ParameterizedType generic) {
      return container(generic);
    }
    Class<?> plain = (Class<?>) type;
    return switch (plain.getSimpleName()) {
      case "String" -> "text " + random.nextInt(1_000) + " äß漢";
      case "int", "Integer" -> random.nextInt(1_000);
      case "long", "Long" -> random.nextLong(1L << 40);
      case "double", "Double" -> random.nextDouble();
      case "boolean", "Boolean" -> random.nextBoolean();
      case "Instant" -> Instant.ofEpochMilli(random.nextLong(1L << 41));
      case "Duration" -> Duration.ofMillis(random.nextLong(1L << 30));
      case "RunId" -> RunIds.ofKey("tenant", "key " + random.nextInt());
      case "TaskId" ->
          TaskId.of(RunIds.ofKey("t", "k"), "step", random.nextInt(9), random.nextInt(), "");
      default -> composite(plain);
    };
  }

  private Object composite(Class<?> type) {
    if (type.isEnum()) {
      return pick(List.of(type.getEnumConstants()));
    }
    if (type.isSealed()) {
      return value(pick(List.of(type.getPermittedSubclasses())));
    }
    return record(type);
  }

  private Object record(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] = value(components[i].getGenericType());
    }
    try {
      var constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no sample of " + type, e);
    }
  }

  private Object container(ParameterizedType type) {
    Type[] arguments = type.getActualTypeArguments();
    if (type.getRawType() == Optional.class) {
      return random.nextBoolean() ? Optional.of(value(arguments[0])) : Optional.empty();
    }
    if (type.getRawType() == Map.class) {
      Map<Object, Object> map = new LinkedHashMap<>();
      for (int i = random.nextInt(3); i > 0; i--) {
        map.put(value(arguments[0]), value(arguments[1]));
      }
      return map;
    }
    List<Object> list = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      list.add(value(arguments[0]));
    }
    return list;
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
