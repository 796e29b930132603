package dev.baton.orchestrator.codec;

import dev.baton.schemas.BudgetEvent;
import dev.baton.schemas.Result;
import dev.baton.schemas.RunEvent;
import dev.baton.schemas.TenantBudget;
import dev.baton.serde.Decoded;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Values to and from bytes. Used by one thread at a time. */
public interface Codec extends AutoCloseable {

  /**
   * Reads a value of the runs topic.
   *
   * @param topic where it lay
   * @param value its bytes
   * @throws CodecUnavailableException if nothing can be said about the value yet
   */
  Decoded<RunEvent> runEvent(String topic, byte @Nullable [] value);

  /**
   * Reads a value of a results topic.
   *
   * @param topic where it lay
   * @param value its bytes
   * @throws CodecUnavailableException if nothing can be said about the value yet
   */
  Decoded<Result> result(String topic, byte @Nullable [] value);

  /**
   * Reads a value of the budget topic.
   *
   * @param topic where it lay
   * @param value its bytes
   * @throws CodecUnavailableException if nothing can be said about the value yet
   */
  Decoded<BudgetEvent> budgetEvent(String topic, byte @Nullable [] value);

  /**
   * Reads a value of the tenant budgets topic.
   *
   * @param topic where it lay
   * @param value its bytes
   * @throws CodecUnavailableException if nothing can be said about the value yet
   */
  Decoded<TenantBudget> tenantBudget(String topic, byte @Nullable [] value);

  /**
   * Writes a value.
   *
   * @param topic where it goes
   * @param value the record
   * @throws CodecUnavailableException if the schema cannot be looked up at the moment
   * @throws UnregisteredSchemaException if the topic has no schema
   */
  byte[] encode(String topic, SpecificRecord value);

  @Override
  void close();
}
