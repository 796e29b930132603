package dev.baton.core.wire;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;

/** Fast access to records whose types are known only at run time. */
final class Handles {
  private Handles() {}

  /** Reads a component: (Object) → Object. */
  static MethodHandle accessor(MethodHandles.Lookup lookup, RecordComponent component) {
    try {
      MethodHandle handle = lookup.unreflect(component.getAccessor());
      return spread(handle, 1);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(component + " cannot be read (expected: a public record)", e);
    }
  }

  /** Makes an instance: (Object[]) → Object. */
  static MethodHandle constructor(
      MethodHandles.Lookup lookup, Class<?> type, Class<?>[] arguments) {
    try {
      MethodHandle handle =
          lookup.findConstructor(type, MethodType.methodType(void.class, arguments));
      return spread(handle, arguments.length);
    } catch (NoSuchMethodException | IllegalAccessException e) {
      throw new IllegalStateException(type + " cannot be made (expected: a public record)", e);
    }
  }

  private static MethodHandle spread(MethodHandle handle, int arguments) {
    return handle
        .asType(MethodType.genericMethodType(arguments))
        .asSpreader(Object[].class, arguments);
  }

  /** Calls a handle; its exceptions are the record's own checks and pass through. */
  static Object invoke(MethodHandle handle, Object[] arguments) {
    try {
      return (Object) handle.invokeExact(arguments);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a record must not throw checked exceptions", e);
    }
  }

  /** The generated class of a schema. */
  static Class<?> type(Schema schema) {
    return Optional.<Class<?>>ofNullable(SpecificData.get().getClass(schema))
        .orElseThrow(
            () -> new IllegalStateException(schema.getFullName() + " has no generated class"));
  }

  @SuppressWarnings("NullAway") // Avro's generated records hold null for an absent optional.
  static void put(SpecificRecordBase target, int field, ValueCodec codec, Object value) {
    boolean absent = value instanceof Optional<?> optional && optional.isEmpty();
    target.put(field, absent ? null : codec.toAvro(value));
  }

  static Object get(SpecificRecordBase source, int field, ValueCodec codec) {
    Object value = source.get(field);
    return value == null ? Optional.empty() : codec.fromAvro(value);
  }
}
