package dev.baton.router.kafka;

import dev.baton.schemas.Request;
import dev.baton.schemas.RunEvent;
import dev.baton.schemas.Signal;
import dev.baton.serde.AvroDecoder;
import dev.baton.serde.Decoded;
import dev.baton.topics.TopicNames;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchMessageListener;

/**
 * Reads requests and signals of all tenants. A batch is done when the broker has acknowledged
 * everything that came of it; only then does the container commit its offsets. What is sent twice
 * after a crash carries the same ids.
 *
 * <p>Poison harms only itself: it goes to the dead letters and the batch goes on. A fault of the
 * environment is thrown, so that the container's error handler waits and delivers the batch again.
 * Not thread-safe: used by the consuming thread alone.
 */
public final class Inbox implements BatchMessageListener<byte[], byte[]> {

  private static final Logger log = LoggerFactory.getLogger(Inbox.class);

  private final TopicNames names;
  private final Pattern requestTopics;
  private final AvroDecoder<Request> requestDecoder;
  private final AvroDecoder<Signal> signalDecoder;
  private final TopicIds topicIds;
  private final InboundRequests requests;
  private final InboundSignals signals;
  private final DeadLetters deadLetters;

  /** What the inbox reads with. */
  public record Decoders(AvroDecoder<Request> requests, AvroDecoder<Signal> signals) {}

  /** Where what is read goes. */
  public record Outlets(
      InboundRequests requests, InboundSignals signals, DeadLetters deadLetters) {}

  /** The inbox of one installation. */
  public Inbox(TopicNames names, Decoders decoders, TopicIds topicIds, Outlets outlets) {
    this.names = names;
    this.requestTopics = names.requestsPattern();
    this.requestDecoder = decoders.requests();
    this.signalDecoder = decoders.signals();
    this.topicIds = topicIds;
    this.requests = outlets.requests();
    this.signals = outlets.signals();
    this.deadLetters = outlets.deadLetters();
  }

  @Override
  public void onMessage(List<ConsumerRecord<byte[], byte[]>> batch) {
    CompletableFuture<?>[] sends =
        batch.stream().map(this::forward).toArray(CompletableFuture[]::new);
    Acknowledgements.await(CompletableFuture.allOf(sends), "batch");
  }

  private CompletableFuture<?> forward(ConsumerRecord<byte[], byte[]> record) {
    return requestTopics.matcher(record.topic()).matches()
        ? forwardRequest(record)
        : forwardSignal(record);
  }

  private CompletableFuture<?> forwardRequest(ConsumerRecord<byte[], byte[]> record) {
    return switch (requestDecoder.decode(record.topic(), record.value())) {
      case Decoded.Poison<Request>(String cause, String message) ->
          deadLetters.send(record, cause, message);
      case Decoded.Valid<Request>(Request request) -> forwardRequest(record, request);
    };
  }

  private CompletableFuture<?> forwardRequest(
      ConsumerRecord<byte[], byte[]> record, Request request) {
    Origin origin = originOf(record);
    RunEvent event;
    try {
      event = requests.decide(request, origin, record.value().length);
    } catch (RuntimeException bug) {
      // Thrown on, it would stop every request behind this one for ever.
      log.error("{} cannot be routed", origin, bug);
      return deadLetters.send(record, DeadLetters.ROUTER_FAILURE, "the router failed with " + bug);
    }
    return requests.send(event);
  }

  private CompletableFuture<?> forwardSignal(ConsumerRecord<byte[], byte[]> record) {
    return switch (signalDecoder.decode(record.topic(), record.value())) {
      case Decoded.Poison<Signal>(String cause, String message) ->
          deadLetters.send(record, cause, message);
      case Decoded.Valid<Signal>(Signal signal) ->
          signals
              .faultOf(signal, record.value().length)
              .<CompletableFuture<?>>map(
                  fault -> deadLetters.send(record, fault.cause(), fault.message()))
              .orElseGet(() -> signals.forward(signal, originOf(record)));
    };
  }

  private Origin originOf(ConsumerRecord<byte[], byte[]> record) {
    return new Origin(
        names.tenantOf(record.topic()),
        record.topic(),
        topicIds.of(record),
        record.partition(),
        record.offset());
  }
}
