package dev.baton.core.wire;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Maps one domain record to one Avro record, component by component. Both shapes are compared when
 * the codec is made: a component without a field, or a field without a component, is an error that
 * names it, so the two cannot drift apart unnoticed.
 */
final class RecordCodec implements ValueCodec {
  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

  private record Part(MethodHandle read, int field, ValueCodec codec) {}

  private final Schema schema;
  private final Class<?> domain;
  private final MethodHandle make;
  private final MethodHandle makeAvro;
  private final Part[] parts;

  /** Makes a codec. */
  RecordCodec(Class<?> domain, Schema schema, Codecs codecs) {
    this.domain = domain;
    this.schema = schema;
    RecordComponent[] components = domain.getRecordComponents();
    this.parts = new Part[components.length];
    Class<?>[] types = new Class<?>[components.length];
    Set<String> unmatched = new HashSet<>();
    schema.getFields().forEach(field -> unmatched.add(field.name()));
    for (int i = 0; i < components.length; i++) {
      Schema.Field field = field(components[i]);
      unmatched.remove(field.name());
      types[i] = components[i].getType();
      ValueCodec codec = codecs.of(components[i].getGenericType(), field.schema());
      parts[i] = new Part(Handles.accessor(LOOKUP, components[i]), field.pos(), codec);
    }
    if (!unmatched.isEmpty()) {
      throw new IllegalStateException(
          schema.getFullName() + ": fields " + unmatched + " have no component in " + domain);
    }
    this.make = Handles.constructor(LOOKUP, domain, types);
    this.makeAvro = Handles.constructor(LOOKUP, Handles.type(schema), new Class<?>[0]);
  }

  /**
   * The field of a component: of its own name, or with the unit that a duration needs, or marked as
   * JSON.
   */
  private Schema.Field field(RecordComponent component) {
    Schema.Field field = schema.getField(component.getName());
    if (field == null) {
      field = schema.getField(component.getName() + "Millis");
    }
    if (field == null) {
      throw new IllegalStateException(
          domain
              + ": component "
              + component.getName()
              + " has no field in "
              + schema.getFullName());
    }
    return field;
  }

  @Override
  public Object toAvro(Object value) {
    SpecificRecordBase target = (SpecificRecordBase) Handles.invoke(makeAvro, new Object[0]);
    for (Part part : parts) {
      Object component = Handles.invoke(part.read, new Object[] {value});
      Handles.put(target, part.field, part.codec, component);
    }
    return target;
  }

  @Override
  public Object fromAvro(Object value) {
    SpecificRecordBase source = (SpecificRecordBase) value;
    Object[] components = new Object[parts.length];
    for (int i = 0; i < parts.length; i++) {
      components[i] = Handles.get(source, parts[i].field, parts[i].codec);
    }
    return Handles.invoke(make, components);
  }
}
