package dev.baton.router.kafka;

import dev.baton.schemas.Rejection;
import dev.baton.schemas.Request;
import dev.baton.schemas.RunEvent;
import dev.baton.schemas.Signal;
import dev.baton.serde.AvroDecoder;
import dev.baton.serde.Decoded;
import dev.baton.topics.TopicNames;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
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
public final class Inbox implements BatchMessageListener<byte[], byte[]>, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Inbox.class);

  private final TopicNames names;
  private final Pattern requestTopics;
  private final AvroDecoder<Request> requestDecoder;
  private final AvroDecoder<Signal> signalDecoder;
  private final TopicIds topicIds;
  private final InboundRequests requests;
  private final InboundSignals signals;
  private final DeadLetters deadLetters;
  private final RouteTelemetry telemetry;
  private final ExecutorService deciders =
      Executors.newFixedThreadPool(
          Runtime.getRuntime().availableProcessors(),
          Thread.ofPlatform().name("baton-decide-", 0).daemon().factory());

  /** What the inbox reads with. */
  public record Decoders(AvroDecoder<Request> requests, AvroDecoder<Signal> signals) {}

  /** Where what is read goes. */
  public record Outlets(
      InboundRequests requests,
      InboundSignals signals,
      DeadLetters deadLetters,
      RouteTelemetry telemetry) {

    /** Outlets of a router that tells nobody of its decisions. */
    public Outlets(InboundRequests requests, InboundSignals signals, DeadLetters deadLetters) {
      this(requests, signals, deadLetters, RouteTelemetry.NONE);
    }
  }

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
    this.telemetry = outlets.telemetry();
  }

  /** A record of which it is known what to look at next. */
  private sealed interface Incoming {}

  /** Nothing is left but to send what came of it. */
  private record Ready(Supplier<CompletableFuture<?>> sending) implements Incoming {}

  /**
   * A request that nobody has decided about.
   *
   * @param refused why it is refused whatever it asks
   * @param readAhead how long it was read with others, in nanoseconds
   */
  private record Undecided(
      ConsumerRecord<byte[], byte[]> record,
      Request request,
      Origin origin,
      Optional<Rejection> refused,
      long readAhead)
      implements Incoming {

    InboundRequests.Arrival arrival() {
      return new InboundRequests.Arrival(
          readAhead, request, origin, record.value().length, refused);
    }

    Undecided readAhead(long nanos) {
      return new Undecided(record, request, origin, refused, nanos);
    }
  }

  /**
   * Looks at records and sends in the order of the batch; decides side by side in between, for a
   * decision may take one core some milliseconds.
   */
  @Override
  public void onMessage(List<ConsumerRecord<byte[], byte[]>> batch) {
    List<CompletableFuture<Ready>> ready =
        readAhead(batch.stream().map(this::look).toList()).stream().map(this::decide).toList();
    CompletableFuture<?>[] sends =
        ready.stream().map(one -> one.join().sending().get()).toArray(CompletableFuture[]::new);
    Acknowledgements.await(CompletableFuture.allOf(sends), "batch");
  }

  /** Together texts take the classifier less time than one by one. */
  private List<Incoming> readAhead(List<Incoming> batch) {
    if (batch.size() < 2) {
      return batch;
    }
    long start = System.nanoTime();
    Set<Incoming> read = Collections.newSetFromMap(new IdentityHashMap<>());
    try {
      List<InboundRequests.Arrival> arrivals = new ArrayList<>();
      for (Incoming incoming : batch) {
        if (incoming instanceof Undecided undecided
            && requests.asksTheClassifier(undecided.arrival())) {
          arrivals.add(undecided.arrival());
          read.add(undecided);
        }
      }
      requests.readAhead(arrivals);
    } catch (RuntimeException bug) {
      // Whichever request it is for, it comes again where that one is decided by itself.
      log.warn("requests cannot be read together", bug);
    }
    long nanos = System.nanoTime() - start;
    return batch.stream()
        .map(incoming ->
            incoming instanceof Undecided undecided && read.contains(undecided)
                ? undecided.readAhead(nanos)
                : incoming)
        .toList();
  }

  private Incoming look(ConsumerRecord<byte[], byte[]> record) {
    return requestTopics.matcher(record.topic()).matches()
        ? lookAtRequest(record)
        : new Ready(() -> forwardSignal(record));
  }

  private Incoming lookAtRequest(ConsumerRecord<byte[], byte[]> record) {
    return switch (requestDecoder.decode(record.topic(), record.value())) {
      case Decoded.Poison<Request>(String cause, String message) ->
          new Ready(() -> deadLetters.send(record, cause, message));
      case Decoded.Valid<Request>(Request request) -> {
        Origin origin = originOf(record);
        yield new Undecided(record, request, origin, requests.admit(origin), 0);
      }
    };
  }

  private CompletableFuture<Ready> decide(Incoming incoming) {
    return switch (incoming) {
      case Ready ready -> CompletableFuture.completedFuture(ready);
      case Undecided undecided -> CompletableFuture.supplyAsync(() -> decide(undecided), deciders);
    };
  }

  private Ready decide(Undecided undecided) {
    ConsumerRecord<byte[], byte[]> record = undecided.record();
    RouteTelemetry.Begin begin = telemetry.begin();
    try {
      RunEvent event =
          requests.decide(
              new InboundRequests.Arrival(
                  undecided.readAhead(),
                  undecided.request(),
                  undecided.origin(),
                  record.value().length,
                  undecided.refused()));
      RouteTelemetry.Told told = telemetry.decided(record, event, begin);
      return new Ready(() -> told.until(requests.send(event, told.context())));
    } catch (RuntimeException bug) {
      // Thrown on, it would stop every request behind this one for ever.
      log.error("{} cannot be routed", undecided.origin(), bug);
      return new Ready(() ->
          deadLetters.send(record, DeadLetters.ROUTER_FAILURE, "the router failed with " + bug));
    }
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
              .orElseGet(() ->
                  signals.forward(signal, originOf(record), RouteTelemetry.broughtBy(record)));
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

  @Override
  public void close() {
    deciders.shutdown();
  }
}
