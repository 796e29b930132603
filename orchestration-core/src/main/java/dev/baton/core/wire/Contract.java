package dev.baton.core.wire;

import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

/** The generated classes of the contract. */
final class Contract {
  private Contract() {}

  /** The generated class of a schema. */
  static Class<?> type(Schema schema) {
    return Optional.<Class<?>>ofNullable(SpecificData.get().getClass(schema))
        .orElseThrow(
            () -> new IllegalStateException(schema.getFullName() + " has no generated class"));
  }
}
