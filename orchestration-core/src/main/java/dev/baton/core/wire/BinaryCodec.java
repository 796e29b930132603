package dev.baton.core.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
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
  private final SpecificData model;
  private final ValueCodec codec;

  BinaryCodec(byte version, Schema schema, ValueCodec codec) {
    this.version = version;
    this.schema = schema;
    this.model = SpecificData.getForClass(Handles.type(schema));
    this.codec = codec;
  }

  byte[] toBytes(Object value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_SIZE);
    bytes.write(version);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    try {
      new SpecificDatumWriter<>(schema, model).write(codec.toAvro(value), encoder);
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
      Object avro = new SpecificDatumReader<>(schema, schema, model).read(null, decoder);
      return codec.fromAvro(avro);
    } catch (IOException e) {
      throw new IllegalStateException(schema.getName() + ": damaged record", e);
    }
  }
}
