package dev.baton.core.wire;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * One pair of types, domain and Avro, that map to each other.
 *
 * @param <D> the domain's type
 * @param <A> Avro's type
 */
final class RecordMapping<D, A extends SpecificRecordBase> {
  private final Class<D> domain;
  private final Class<A> avro;
  private final ValueCodec codec;

  RecordMapping(Class<D> domain, Class<A> avro, Schema schema) {
    this.domain = domain;
    this.avro = avro;
    this.codec = Codecs.of(domain, schema);
  }

  A toAvro(D value) {
    return avro.cast(codec.toAvro(value));
  }

  D fromAvro(A value) {
    return domain.cast(codec.fromAvro(value));
  }
}
