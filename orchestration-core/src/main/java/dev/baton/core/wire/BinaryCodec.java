package dev.baton.core.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;

/** Writes one kind of record as a version byte and raw Avro binary. Thread-safe. */
final class BinaryCodec {
  private static final int USUAL_SIZE = 256;

  private final byte version;
  private final Schema schema;
  private final ValueCodec codec;
  private final DatumWriter<Object> writer;

  /** To make one compares the two schemas, which costs more than to read a record. */
  private final ThreadLocal<DatumReader<Object>> reader;

  BinaryCodec(byte version, Schema schema, ValueCodec codec) {
    this.version = version;
    this.schema = schema;
    this.codec = codec;
    SpecificData model = SpecificData.getForClass(Contract.type(schema));
    this.writer = new SpecificDatumWriter<>(schema, model);
    this.reader = ThreadLocal.withInitial(() -> new SpecificDatumReader<>(schema, schema, model));
  }

  byte[] toBytes(Object value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_SIZE);
    bytes.write(version);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    try {
      writer.write(codec.toAvro(value), encoder);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  Object fromBytes(byte[] bytes) {
    if (bytes.length == 0 || bytes[0] != version) {
      throw new IllegalStateException(
          schema.getName()
              + ": version "
              + (bytes.length == 0 ? "none" : bytes[0])
              + " (expected: "
              + version
              + ")");
    }
    BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes, 1, bytes.length - 1, null);
    try {
      return codec.fromAvro(reader.get().read(null, decoder));
    } catch (IOException e) {
      throw new IllegalStateException(schema.getName() + ": damaged record", e);
    }
  }
}
