package dev.baton.router.admission;

import dev.baton.router.decision.Decision;
import dev.baton.schemas.Budget;
import dev.baton.schemas.Priority;
import dev.baton.schemas.Rejection;
import dev.baton.schemas.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses what would only be refused later: requests beyond their tenant's rate, and requests whose
 * first task would not begin before nobody waits for the answer any more. The sender is told at
 * once and why. Not thread-safe: used by the consuming thread alone.
 */
public final class Door {

  /** The code of what would wait too long. */
  public static final String QUEUE_CODE = "queue-too-long";

  /** Codes that tell of the moment's load and not of the request. */
  private static final Set<String> MOMENTARY =
      Set.of(TenantRates.CODE, QUEUE_CODE, "no-live-worker");

  /**
   * An estimate is only that: a request is refused where it would have to be wrong by this factor.
   */
  private static final int CERTAINTY = 2;

  private final TenantRates rates;
  private final QueueTimes queues;

  /** A door. */
  public Door(TenantRates rates, QueueTimes queues) {
    this.rates = rates;
    this.queues = queues;
  }

  /** A door that lets everything through. */
  public static Door open() {
    return new Door(new TenantRates(TenantRates.Limit.NONE, Map.of()), QueueTimes.unknown());
  }

  /** Whether a refusal tells of the moment's load, so that the same request can pass later. */
  public static boolean isMomentary(String code) {
    return MOMENTARY.contains(code);
  }

  /** Counts a request of a tenant; says why it is refused, where it is. */
  public Optional<Rejection> beforeRouting(String tenant, Instant now) {
    return rates.check(tenant, now);
  }

  /** Says why a routed request is refused, where it is. */
  public Optional<Rejection> afterRouting(
      Request request, Decision.Accepted decision, Instant now) {
    return timeLeft(request, now)
        .flatMap(left ->
            decision.firstRoles().stream()
                .flatMap(role -> tooLong(role, request.getPriority(), left).stream())
                .findFirst());
  }

  private Optional<Rejection> tooLong(String role, Priority priority, Duration left) {
    return queues
        .waiting(role, priority)
        .filter(wait -> wait.compareTo(left.multipliedBy(CERTAINTY)) > 0)
        .map(wait ->
            new Rejection(
                QUEUE_CODE,
                "queue: a task of agent:%s begins in about %d s (expected: within the %d s that the request has left)"
                    .formatted(role, wait.toSeconds(), left.toSeconds())));
  }

  /** Until the deadline or the end of the budgeted time, whichever comes first. */
  private static Optional<Duration> timeLeft(Request request, Instant now) {
    Optional<Duration> deadline =
        Optional.ofNullable(request.getDeadline()).map(at -> Duration.between(now, at));
    Optional<Duration> budget =
        Optional.ofNullable(request.getBudget())
            .map(Budget::getMaxWallClockMillis)
            .map(Duration::ofMillis);
    return deadline
        .filter(one -> budget.isEmpty() || one.compareTo(budget.get()) <= 0)
        .or(() -> budget);
  }
}
