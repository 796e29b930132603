package dev.baton.router.registry;

import dev.baton.core.workflow.WorkflowException;
import dev.baton.router.catalog.Catalog;
import dev.baton.router.catalog.PublishedAgent;
import dev.baton.router.catalog.PublishedWorkflow;
import dev.baton.router.kafka.DeadLetters;
import dev.baton.schemas.AgentCard;
import dev.baton.schemas.WorkflowDefinition;
import dev.baton.serde.AvroDecoder;
import dev.baton.serde.Decoded;
import dev.baton.topics.TopicNames;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies records of the agents and workflows topics to a catalog. Not thread-safe. */
final class CatalogRecords implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(CatalogRecords.class);

  private final TopicNames names;
  private final AvroDecoder<AgentCard> cards;
  private final AvroDecoder<WorkflowDefinition> workflows;
  private final DeadLetters deadLetters;

  CatalogRecords(
      TopicNames names,
      AvroDecoder<AgentCard> cards,
      AvroDecoder<WorkflowDefinition> workflows,
      DeadLetters deadLetters) {
    this.names = names;
    this.cards = cards;
    this.workflows = workflows;
    this.deadLetters = deadLetters;
  }

  /**
   * The catalog after a record; unchanged where the record cannot be used.
   *
   * @throws dev.baton.serde.RegistryUnavailableException if the record cannot be judged yet
   */
  Catalog apply(Catalog catalog, ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null) {
      return skip(
          catalog, record, DeadLetters.INVALID, "key: none (expected: the role, or name@version)");
    }
    String key = new String(record.key(), StandardCharsets.UTF_8);
    byte @Nullable [] value = record.value();
    if (record.topic().equals(names.agents())) {
      return value == null ? catalog.withoutAgent(key) : applyCard(catalog, record, key);
    }
    return value == null ? catalog.withoutWorkflow(key) : applyWorkflow(catalog, record, key);
  }

  private Catalog applyCard(Catalog catalog, ConsumerRecord<byte[], byte[]> record, String key) {
    return switch (cards.decode(record.topic(), record.value())) {
      case Decoded.Poison<AgentCard>(String cause, String message) ->
          skip(catalog, record, cause, message);
      case Decoded.Valid<AgentCard>(AgentCard card) ->
          use(catalog, record, () -> withCard(catalog, key, card));
    };
  }

  private static Catalog withCard(Catalog catalog, String key, AgentCard card) {
    check(key, card.getRole());
    return catalog.with(PublishedAgent.of(card));
  }

  private Catalog applyWorkflow(
      Catalog catalog, ConsumerRecord<byte[], byte[]> record, String key) {
    return switch (workflows.decode(record.topic(), record.value())) {
      case Decoded.Poison<WorkflowDefinition>(String cause, String message) ->
          skip(catalog, record, cause, message);
      case Decoded.Valid<WorkflowDefinition>(WorkflowDefinition definition) ->
          use(catalog, record, () -> withWorkflow(catalog, key, definition));
    };
  }

  private static Catalog withWorkflow(Catalog catalog, String key, WorkflowDefinition definition) {
    PublishedWorkflow workflow = PublishedWorkflow.of(definition);
    check(key, workflow.key());
    return catalog.with(workflow);
  }

  private static void check(String key, String expected) {
    if (!key.equals(expected)) {
      throw new IllegalArgumentException("key: '%s' (expected: '%s')".formatted(key, expected));
    }
  }

  private Catalog use(
      Catalog catalog, ConsumerRecord<byte[], byte[]> record, Supplier<Catalog> change) {
    try {
      return change.get();
    } catch (WorkflowException | IllegalArgumentException e) {
      return skip(catalog, record, DeadLetters.INVALID, String.valueOf(e.getMessage()));
    }
  }

  private Catalog skip(
      Catalog catalog, ConsumerRecord<byte[], byte[]> record, String cause, String message) {
    log.error(
        "{}-{}@{} is skipped: {}: {}",
        record.topic(),
        record.partition(),
        record.offset(),
        cause,
        message);
    deadLetters.sendAndWait(record, cause, message);
    return catalog;
  }

  @Override
  public void close() {
    cards.close();
    workflows.close();
  }
}
