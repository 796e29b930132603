package dev.baton.router.kafka;

import dev.baton.core.id.RunId;
import dev.baton.core.id.RunIds;
import dev.baton.router.admission.Door;
import dev.baton.router.catalog.Catalog;
import dev.baton.router.decision.Decision;
import dev.baton.router.decision.Inquiry;
import dev.baton.router.decision.RefusedRequest;
import dev.baton.router.decision.RequestDigest;
import dev.baton.router.decision.RoutingPolicy;
import dev.baton.schemas.Rejection;
import dev.baton.schemas.Request;
import dev.baton.schemas.Route;
import dev.baton.schemas.Routed;
import dev.baton.schemas.RunEvent;
import io.opentelemetry.api.trace.SpanContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Turns requests into routed events. */
public final class InboundRequests {

  private final RoutingPolicy policy;
  private final Supplier<Catalog> catalog;
  private final RunEvents runs;
  private final InstantSource clock;
  private final Door door;

  /**
   * Routes requests.
   *
   * @param catalog what is routable at the moment
   * @param door refuses for the moment's load
   */
  public InboundRequests(
      RoutingPolicy policy,
      Supplier<Catalog> catalog,
      RunEvents runs,
      InstantSource clock,
      Door door) {
    this.door = door;
    this.policy = policy;
    this.catalog = catalog;
    this.runs = runs;
    this.clock = clock;
  }

  /**
   * A request as it arrived.
   *
   * @param readAhead how long it was read with those that arrived beside it, in nanoseconds
   * @param refused why it is refused whatever it asks
   */
  record Arrival(
      long readAhead,
      Request request,
      Origin origin,
      int recordBytes,
      Optional<Rejection> refused) {

    private Inquiry inquiry() {
      return new Inquiry(request, origin.tenant(), recordBytes);
    }
  }

  /** Whether only the classifier can decide it. */
  boolean asksTheClassifier(Arrival arrival) {
    return arrival.refused().isEmpty()
        && policy.asksTheClassifier(arrival.inquiry(), catalog.get(), clock.instant());
  }

  /** Has read together what only the classifier can decide; decisions stay the same. */
  void readAhead(List<Arrival> arrivals) {
    policy.foresee(arrivals.stream().map(Arrival::inquiry).toList());
  }

  /** Counts a request at the door; says why it is refused, where it is. By one thread alone. */
  Optional<Rejection> admit(Origin origin) {
    return door.beforeRouting(origin.tenant(), clock.instant());
  }

  /**
   * The event that a request becomes. Pure but for the clock, the catalog and the queues: what it
   * throws is a bug, not a fault of the environment. Thread-safe.
   */
  RunEvent decide(Arrival arrival) {
    Instant now = clock.instant();
    long start = System.nanoTime();
    Origin origin = arrival.origin();
    Decision decision =
        arrival
            .refused()
            .<Decision>map(policy::refuseAtTheDoor)
            .orElseGet(() -> decide(arrival, now));
    return RunEvent.newBuilder()
        .setRunId(runIdOf(arrival.request(), origin).toString())
        .setTenant(origin.tenant())
        .setAt(now)
        .setBody(
            routed(
                arrival.request(),
                origin,
                decision,
                arrival.readAhead() + System.nanoTime() - start))
        .build();
  }

  private Decision decide(Arrival arrival, Instant now) {
    Request request = arrival.request();
    return switch (policy.decide(arrival.inquiry(), catalog.get(), now)) {
      case Decision.Accepted accepted ->
          door.afterRouting(request, accepted, now)
              .<Decision>map(policy::refuseAtTheDoor)
              .orElse(accepted);
      case Decision.Refused refused -> refused;
    };
  }

  CompletableFuture<?> send(RunEvent event, SpanContext trace) {
    byte[] encoded = runs.encode(event);
    if (encoded.length > RunEvents.MAX_EVENT_BYTES && event.getBody() instanceof Routed routed) {
      encoded =
          runs.encode(
              RunEvent.newBuilder(event).setBody(withoutRoute(routed, encoded.length)).build());
    }
    return runs.send(event.getRunId(), encoded, trace);
  }

  private Routed withoutRoute(Routed routed, int bytes) {
    Decision.Refused refused = policy.refuseEvent(bytes, RunEvents.MAX_EVENT_BYTES);
    return Routed.newBuilder(routed)
        .setRequest(RefusedRequest.of(routed.getRequest()))
        .setRoute(refused.route())
        .setRejection(refused.rejection())
        .setWorkflow(null)
        .setCards(List.of())
        .build();
  }

  private static RunId runIdOf(Request request, Origin origin) {
    String key = request.getIdempotencyKey();
    return key == null || key.isEmpty() ? origin.uniqueId() : RunIds.ofKey(origin.tenant(), key);
  }

  private static Routed routed(Request request, Origin origin, Decision decision, long nanos) {
    Routed.Builder routed =
        Routed.newBuilder()
            .setRequestDigest(RequestDigest.of(request))
            .setOrigin(origin.toString())
            .setRoute(
                Route.newBuilder(decision.route())
                    .setLatencyMicros(TimeUnit.NANOSECONDS.toMicros(nanos))
                    .build());
    return switch (decision) {
      case Decision.Accepted accepted ->
          routed
              .setRequest(request)
              .setWorkflow(accepted.workflow())
              .setNested(accepted.nested())
              .setCards(accepted.cards())
              .build();
      case Decision.Refused refused ->
          routed.setRequest(RefusedRequest.of(request)).setRejection(refused.rejection()).build();
    };
  }
}
