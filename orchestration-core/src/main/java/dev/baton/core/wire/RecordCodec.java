package dev.baton.core.wire;

import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Maps one domain record to one Avro record, component by component. Both shapes are compared when
 * the codec is made: a component without a field, or a field without a component, is an error that
 * names it, so the two cannot drift apart unnoticed.
 */
final class RecordCodec implements ValueCodec {
  private record Part(int field, ValueCodec codec) {}

  private final Schema schema;
  private final Class<?> domain;
  private final Shape shape;
  private final Part[] parts;

  /** Makes a codec. */
  RecordCodec(Class<?> domain, Schema schema, Codecs codecs) {
    this.domain = domain;
    this.schema = schema;
    RecordComponent[] components = domain.getRecordComponents();
    this.parts = new Part[components.length];
    Set<String> unmatched = new HashSet<>();
    schema.getFields().forEach(field -> unmatched.add(field.name()));
    for (int i = 0; i < components.length; i++) {
      Schema.Field field = field(components[i]);
      unmatched.remove(field.name());
      ValueCodec codec = codecs.of(components[i].getGenericType(), field.schema());
      parts[i] = new Part(field.pos(), codec);
    }
    if (!unmatched.isEmpty()) {
      throw new IllegalStateException(
          schema.getFullName() + ": fields " + unmatched + " have no component in " + domain);
    }
    this.shape = Shapes.of(domain, Contract.type(schema));
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
    SpecificRecordBase target = shape.avro();
    Object[] components = shape.components(value);
    for (int i = 0; i < parts.length; i++) {
      put(target, parts[i], components[i]);
    }
    return target;
  }

  @SuppressWarnings("NullAway") // Avro's generated records hold null for an absent optional.
  private static void put(SpecificRecordBase target, Part part, Object value) {
    boolean absent = value instanceof Optional<?> optional && optional.isEmpty();
    target.put(part.field, absent ? null : part.codec.toAvro(value));
  }

  @Override
  public Object fromAvro(Object value) {
    SpecificRecordBase source = (SpecificRecordBase) value;
    Object[] components = new Object[parts.length];
    for (int i = 0; i < parts.length; i++) {
      Object field = source.get(parts[i].field);
      components[i] = field == null ? Optional.empty() : parts[i].codec.fromAvro(field);
    }
    return shape.domain(components);
  }
}
