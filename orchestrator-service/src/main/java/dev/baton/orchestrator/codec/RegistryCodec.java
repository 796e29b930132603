package dev.baton.orchestrator.codec;

import dev.baton.schemas.BudgetEvent;
import dev.baton.schemas.Result;
import dev.baton.schemas.RunEvent;
import dev.baton.schemas.TenantBudget;
import dev.baton.serde.AvroDecoder;
import dev.baton.serde.AvroSerdes;
import dev.baton.serde.Decoded;
import dev.baton.serde.RegistryUnavailableException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** The wire format with schema ids, by the registry's own serializers. */
public final class RegistryCodec implements Codec {

  private final AvroDecoder<RunEvent> runEvents;
  private final AvroDecoder<Result> results;
  private final AvroDecoder<BudgetEvent> budgetEvents;
  private final AvroDecoder<TenantBudget> tenantBudgets;
  private final Serializer<SpecificRecord> serializer;

  /**
   * A codec.
   *
   * @param serdes makes its parts
   */
  public RegistryCodec(AvroSerdes serdes) {
    this.runEvents = serdes.decoder(RunEvent.class);
    this.results = serdes.decoder(Result.class);
    this.budgetEvents = serdes.decoder(BudgetEvent.class);
    this.tenantBudgets = serdes.decoder(TenantBudget.class);
    this.serializer = serdes.serializer();
  }

  @Override
  public Decoded<RunEvent> runEvent(String topic, byte @Nullable [] value) {
    return decode(runEvents, topic, value);
  }

  @Override
  public Decoded<Result> result(String topic, byte @Nullable [] value) {
    return decode(results, topic, value);
  }

  @Override
  public Decoded<BudgetEvent> budgetEvent(String topic, byte @Nullable [] value) {
    return decode(budgetEvents, topic, value);
  }

  @Override
  public Decoded<TenantBudget> tenantBudget(String topic, byte @Nullable [] value) {
    return decode(tenantBudgets, topic, value);
  }

  private static <T extends SpecificRecord> Decoded<T> decode(
      AvroDecoder<T> decoder, String topic, byte @Nullable [] value) {
    try {
      return decoder.decode(topic, value);
    } catch (RegistryUnavailableException e) {
      throw new CodecUnavailableException(
          "schema registry: no answer while reading from " + topic, e);
    }
  }

  @Override
  public byte[] encode(String topic, SpecificRecord value) {
    try {
      return serializer.serialize(topic, value);
    } catch (RuntimeException e) {
      if (isUnanswered(e)) {
        throw new CodecUnavailableException(
            "schema registry: no answer while writing to " + topic, e);
      }
      if (isNotFound(e)) {
        throw new UnregisteredSchemaException(topic, e);
      }
      throw e;
    }
  }

  private static boolean isUnanswered(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof IOException || t instanceof TimeoutException) {
        return true;
      }
    }
    return false;
  }

  /**
   * Both publishers' clients carry the status in an exception of their own; only one of them is on
   * the class path.
   */
  private static boolean isNotFound(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      String type = t.getClass().getSimpleName();
      if (type.equals("ArtifactNotFoundException")
          || (t instanceof com.microsoft.kiota.ApiException api
              && api.getResponseStatusCode() == 404)) {
        return true;
      }
      if (type.equals("RestClientException") && String.valueOf(t.getMessage()).contains("40401")) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    runEvents.close();
    results.close();
    budgetEvents.close();
    tenantBudgets.close();
    serializer.close();
  }
}
