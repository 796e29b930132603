package dev.baton.core.wire;

import org.apache.avro.specific.SpecificRecordBase;

/**
 * Takes one kind of domain record apart and puts it together again, and makes the Avro record that
 * stands for it. {@link Shapes} makes them.
 */
interface Shape {
  /** A record's components in their order. */
  Object[] components(Object domain);

  /** The record with these components. */
  Object domain(Object[] components);

  /** An Avro record without values. */
  SpecificRecordBase avro();
}
