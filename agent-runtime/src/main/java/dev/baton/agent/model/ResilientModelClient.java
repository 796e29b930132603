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
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Guards the calls to one model with a time limit, a circuit breaker and a bulkhead, and keeps
 * quiet for as long as the provider asked for. It never tries again: that is the orchestrator's.
 * Thread-safe.
 */
public final class ResilientModelClient implements ModelClient {

  /** A longer pause is cut: a circuit that stays silent for hours tells nobody. */
  static final Duration MAX_REST = Duration.ofMinutes(10);

  private final ModelClient model;
  private final Duration maxCallTime;
  private final Clock clock;
  private final ExecutorService executor;
  private final CircuitBreaker circuit;
  private final Bulkhead bulkhead;
  private final AtomicReference<Instant> restUntil = new AtomicReference<>(Instant.EPOCH);

  /**
   * A guarded model.
   *
   * @param model who is asked
   * @param bounds on the calls
   * @param clock tells how much of a deadline is left and when an open circuit may be tried
   * @param executor runs the calls, so that one that hangs can be left behind
   */
  public ResilientModelClient(
      ModelClient model, ModelResilience bounds, Clock clock, ExecutorService executor) {
    this.model = model;
    this.maxCallTime = bounds.maxCallTime();
    this.clock = clock;
    this.executor = executor;
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

  /** Whether calls are let through. */
  public boolean available() {
    return circuit.getState() != CircuitBreaker.State.OPEN
        && !clock.instant().isBefore(restUntil.get());
  }

  @Override
  public ModelReply call(ModelRequest request, Instant deadline) throws InterruptedException {
    return call(request, deadline, TextListener.NONE);
  }

  @Override
  public ModelReply call(ModelRequest request, Instant deadline, TextListener listener)
      throws InterruptedException {
    refuseWhileResting();
    try {
      return bulkhead.executeCallable(
          () -> circuit.executeCallable(() -> limited(request, deadline, listener)));
    } catch (TaskFailureException e) {
      e.retryAfter().ifPresent(this::rest);
      throw e;
    } catch (InterruptedException e) {
      throw e;
    } catch (CallNotPermittedException e) {
      throw new TaskFailureException(
          FailureClass.TRANSIENT,
          "model %s: circuit is open (expected: closed)".formatted(name()),
          e);
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
