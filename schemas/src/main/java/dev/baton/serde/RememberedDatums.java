package dev.baton.serde;

import io.apicurio.registry.serde.avro.DefaultAvroDatumProvider;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Finds the writer and the reader of a schema by the schema itself. Apicurio's own provider digests
 * the whole schema for each record in order to find them, which costs several times as much as to
 * write the record. Made by the serializers, by its name. Thread-safe.
 *
 * @param <T> what is written and read
 */
public final class RememberedDatums<T> extends DefaultAvroDatumProvider<T> {

  /** A schema is parsed anew when it is looked up again; of how many the remains are kept. */
  private static final int MOST = 256;

  private final Map<Same, DatumWriter<T>> writers = new ConcurrentHashMap<>();
  private final Map<Same, DatumReader<T>> readers = new ConcurrentHashMap<>();

  /** Nothing is remembered. */
  public RememberedDatums() {}

  /** Two schemas are compared by where they are: equality of large ones costs too much. */
  private record Same(Schema schema) {

    @Override
    @SuppressWarnings("ReferenceEquality") // As said.
    public boolean equals(@Nullable Object other) {
      return other instanceof Same that && schema == that.schema;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(schema);
    }
  }

  @Override
  public DatumWriter<T> createDatumWriter(T data, Schema schema) {
    return data instanceof SpecificRecord
        ? remembered(writers, schema, () -> super.createDatumWriter(data, schema))
        : super.createDatumWriter(data, schema);
  }

  @Override
  public DatumReader<T> createDatumReader(Schema schema) {
    return remembered(readers, schema, () -> super.createDatumReader(schema));
  }

  private static <V> V remembered(Map<Same, V> known, Schema schema, Supplier<V> make) {
    Same key = new Same(schema);
    V present = known.get(key);
    if (present == null) {
      if (known.size() >= MOST) {
        known.clear();
      }
      present = make.get();
      known.put(key, present);
    }
    return present;
  }
}
