package dev.baton.agent.model;

import dev.baton.agent.failure.TaskFailureException;
import dev.baton.schemas.FailureClass;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Guards the calls to one model with its account's limits, a time limit, a circuit breaker and a
 * bulkhead, and keeps quiet for as long as the provider asked for. It never tries again: that is
 * the orchestrator's. Thread-safe.
 */
public final class ResilientModelClient implements ModelClient {

  /** A longer pause is cut: a circuit that stays silent for hours tells nobody. */
  static final Duration MAX_REST = Duration.ofMinutes(10);

  /** How long to wait at least where another call tries whether the model is well again. */
  static final Duration LEAST_PAUSE = Duration.ofSeconds(1);

  private final ModelClient model;
  private final Duration maxCallTime;
  private final Clock clock;
  private final ExecutorService executor;
  private final CircuitBreaker circuit;
  private final Bulkhead bulkhead;
  private final Optional<AccountGate> gate;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final AtomicReference<Instant> restUntil = new AtomicReference<>(Instant.EPOCH);
  private volatile Instant triedAgainAt = Instant.EPOCH;

  /** A guarded model whose account has no limits. */
  public ResilientModelClient(
      ModelClient model, ModelResilience bounds, Clock clock, ExecutorService executor) {
    this(model, Optional.empty(), new CallGuards(bounds, AccountQuota.WHOLE, clock, executor));
  }

  /**
   * A guarded model.
   *
   * @param model who is asked
   * @param gate keeps its account's limits, where it has any
   * @param guards bounds on the calls, and what is needed to keep them
   */
  ResilientModelClient(ModelClient model, Optional<AccountGate> gate, CallGuards guards) {
    ModelResilience bounds = guards.bounds();
    this.model = model;
    this.gate = gate;
    this.maxCallTime = bounds.maxCallTime();
    this.clock = guards.clock();
    this.executor = guards.executor();
    this.circuit =
        CircuitBreaker.of(
            model.name(),
            CircuitBreakerConfig.custom()
                .clock(clock)
                .slidingWindowSize(bounds.window())
                .minimumNumberOfCalls(bounds.window())
                .failureRateThreshold(bounds.failureRatePercent())
                .waitDurationInOpenState(bounds.openFor())
                .permittedNumberOfCallsInHalfOpenState(1)
                .recordException(ResilientModelClient::countsAgainstTheModel)
                .build());
    circuit
        .getEventPublisher()
        .onStateTransition(event -> {
          if (event.getStateTransition().getToState() == CircuitBreaker.State.OPEN) {
            // The circuit lets the trial through only after its time, not at its end.
            triedAgainAt = clock.instant().plus(bounds.openFor()).plusMillis(1);
            listeners.forEach(Runnable::run);
          }
        });
    this.bulkhead =
        Bulkhead.of(
            model.name(),
            BulkheadConfig.custom()
                .maxConcurrentCalls(bounds.maxConcurrentCalls())
                .maxWaitDuration(bounds.maxWait())
                .build());
  }

  @Override
  public String name() {
    return model.name();
  }

  @Override
  public Optional<ModelPrice> price() {
    return model.price();
  }

  @Override
  public Optional<Integer> window() {
    return model.window();
  }

  /** Whether calls are let through. */
  public boolean available() {
    return room() == Room.FREE;
  }

  /** Where its circuit stands. */
  public CircuitBreaker.State circuit() {
    return circuit.getState();
  }

  /** Calls somebody when calls are let through no more. */
  void listen(Runnable listener) {
    listeners.add(listener);
  }

  /** How far calls are let through. */
  Room room() {
    if (clock.instant().isBefore(restUntil.get())) {
      return Room.NONE;
    }
    return switch (circuit.getState()) {
      case CLOSED, DISABLED, METRICS_ONLY -> Room.FREE;
      case HALF_OPEN -> Room.ONE_TO_TRY;
      case OPEN, FORCED_OPEN ->
          clock.instant().isBefore(triedAgainAt) ? Room.NONE : Room.ONE_TO_TRY;
    };
  }

  /** When calls may be let through again, where none are. */
  Instant reopensAt() {
    Instant rested = restUntil.get();
    return circuit.getState() == CircuitBreaker.State.OPEN && triedAgainAt.isAfter(rested)
        ? triedAgainAt
        : rested;
  }

  @Override
  public ModelReply call(ModelRequest request, Instant deadline) throws InterruptedException {
    return call(request, deadline, TextListener.NONE);
  }

  @Override
  public ModelReply call(ModelRequest request, Instant deadline, TextListener listener)
      throws InterruptedException {
    refuseWhileResting();
    refuseWhileOpen();
    if (gate.isEmpty()) {
      return guarded(request, deadline, listener);
    }
    long input = Allowance.estimate(request);
    AccountGate.Permit permit = gate.get().enter(input + request.maxOutputTokens(), deadline);
    long used = input;
    try {
      ModelReply reply = guarded(request, deadline, listener);
      used = reply.inputTokens() + reply.outputTokens();
      return reply;
    } finally {
      // What a failed call came to nobody says: its input counts.
      permit.settle(used);
    }
  }

  private ModelReply guarded(ModelRequest request, Instant deadline, TextListener listener)
      throws InterruptedException {
    try {
      return bulkhead.executeCallable(
          () -> circuit.executeCallable(() -> limited(request, deadline, listener)));
    } catch (TaskFailureException e) {
      e.retryAfter().ifPresent(this::rest);
      throw e;
    } catch (InterruptedException e) {
      throw e;
    } catch (CallNotPermittedException e) {
      throw open(LEAST_PAUSE);
    } catch (BulkheadFullException e) {
      throw new TaskFailureException(
          FailureClass.TRANSIENT, "model %s: no free call within the wait".formatted(name()), e);
    } catch (Exception e) {
      if (Thread.interrupted()) {
        throw interruption(e);
      }
      throw new TaskFailureException(
          FailureClass.PERMANENT, "model %s: failed with %s".formatted(name(), e), e);
    }
  }

  /** Who asked to be left alone is not asked by the other slots either. */
  private void rest(Duration wait) {
    Duration bounded = wait.compareTo(MAX_REST) < 0 ? wait : MAX_REST;
    Instant until = clock.instant().plus(bounded);
    restUntil.accumulateAndGet(until, (known, asked) -> known.isAfter(asked) ? known : asked);
    listeners.forEach(Runnable::run);
  }

  private void refuseWhileOpen() {
    Duration left = Duration.between(clock.instant(), triedAgainAt);
    if (circuit.getState() == CircuitBreaker.State.OPEN && left.isPositive()) {
      throw open(left);
    }
  }

  private TaskFailureException open(Duration left) {
    return new TaskFailureException(
        FailureClass.TRANSIENT,
        "model %s: circuit is open for another %d ms (expected: closed)"
            .formatted(name(), left.toMillis()),
        left);
  }

  private void refuseWhileResting() {
    Duration left = Duration.between(clock.instant(), restUntil.get());
    if (left.isPositive()) {
      throw new TaskFailureException(
          FailureClass.TRANSIENT,
          "model %s: its provider asked for a pause of another %d ms"
              .formatted(name(), left.toMillis()),
          left);
    }
  }

  private ModelReply limited(ModelRequest request, Instant deadline, TextListener listener)
      throws Exception {
    Duration left = Duration.between(clock.instant(), deadline);
    Duration limit = left.compareTo(maxCallTime) < 0 ? left : maxCallTime;
    if (!limit.isPositive()) {
      throw new TaskFailureException(
          FailureClass.TIMEOUT,
          "model %s: no time left (expected: a deadline ahead)".formatted(name()));
    }
    Future<ModelReply> running = executor.submit(() -> model.call(request, deadline, listener));
    try {
      return TimeLimiter.of(TimeLimiterConfig.custom().timeoutDuration(limit).build())
          .executeFutureSupplier(() -> running);
    } catch (TimeoutException e) {
      throw new TaskFailureException(
          FailureClass.TIMEOUT, "model %s: no reply within %s".formatted(name(), limit), e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    } finally {
      running.cancel(true);
    }
  }

  private static boolean countsAgainstTheModel(Throwable failure) {
    return switch (failure) {
      case TaskFailureException known ->
          known.failureClass() == FailureClass.TRANSIENT
              || known.failureClass() == FailureClass.TIMEOUT;
      case InterruptedException _ -> false;
      default -> true;
    };
  }

  private static InterruptedException interruption(Exception cause) {
    InterruptedException interruption =
        new InterruptedException("interrupted while waiting for a model");
    interruption.initCause(cause);
    return interruption;
  }
}
