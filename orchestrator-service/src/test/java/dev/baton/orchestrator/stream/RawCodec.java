package dev.baton.orchestrator.stream;

import dev.baton.orchestrator.codec.Codec;
import dev.baton.orchestrator.codec.UnregisteredSchemaException;
import dev.baton.schemas.BudgetEvent;
import dev.baton.schemas.Result;
import dev.baton.schemas.RunEvent;
import dev.baton.schemas.TenantBudget;
import dev.baton.serde.ContractClasses;
import dev.baton.serde.Decoded;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Plain Avro binary: what the registry's codec does, without a registry. */
final class RawCodec implements Codec {

  static {
    ContractClasses.trust();
  }

  private final Set<String> unregistered;

  RawCodec(Set<String> unregistered) {
    this.unregistered = unregistered;
  }

  @Override
  public Decoded<RunEvent> runEvent(String topic, byte @Nullable [] value) {
    return decoded(RunEvent.class, value);
  }

  @Override
  public Decoded<Result> result(String topic, byte @Nullable [] value) {
    return decoded(Result.class, value);
  }

  @Override
  public Decoded<BudgetEvent> budgetEvent(String topic, byte @Nullable [] value) {
    return decoded(BudgetEvent.class, value);
  }

  @Override
  public Decoded<TenantBudget> tenantBudget(String topic, byte @Nullable [] value) {
    return decoded(TenantBudget.class, value);
  }

  private static <T> Decoded<T> decoded(Class<T> type, byte @Nullable [] value) {
    if (value == null) {
      return new Decoded.Poison<>("undecodable", "value: none (expected: Avro)");
    }
    try {
      return new Decoded.Valid<>(decode(type, value));
    } catch (RuntimeException e) {
      return new Decoded.Poison<>("undecodable", String.valueOf(e.getMessage()));
    }
  }

  static <T> T decode(Class<T> type, byte[] value) {
    try {
      return new SpecificDatumReader<>(type)
          .read(null, DecoderFactory.get().binaryDecoder(value, null));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] bytes(SpecificRecord value) {
    try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
      new SpecificDatumWriter<SpecificRecord>(value.getSchema()).write(value, encoder);
      encoder.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public byte[] encode(String topic, SpecificRecord value) {
    if (unregistered.contains(topic)) {
      throw new UnregisteredSchemaException(topic, new IllegalStateException("404"));
    }
    return bytes(value);
  }

  @Override
  public void close() {}
}
