package dev.baton.core.wire;

/**
 * Maps one kind of domain value to its Avro form and back. Avro's null stands for an absent
 * optional and nothing else.
 */
interface ValueCodec {
  /** The Avro form. */
  Object toAvro(Object value);

  /** The domain value. */
  Object fromAvro(Object value);
}
