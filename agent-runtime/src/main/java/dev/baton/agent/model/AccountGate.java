package dev.baton.agent.model;

import dev.baton.agent.failure.TaskFailureException;
import dev.baton.agent.model.AccountQuota.Measure;
import dev.baton.schemas.AccountUse;
import dev.baton.schemas.FailureClass;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Keeps the calls to one account within its limits on requests and tokens a minute. Tokens are
 * estimated on the safe side before a call and corrected after it. Who waits longest goes first.
 * Thread-safe.
 */
final class AccountGate {

  /** How long a waiting call sleeps at most before it looks again: shares change. */
  static final Duration LOOK_AGAIN = Duration.ofMillis(500);

  /**
   * How long a call waits for a larger share before it gives up: a pod learns its share within a
   * few heartbeats.
   */
  static final Duration PATIENCE = Duration.ofSeconds(15);

  private final String account;
  private final AccountLimits limits;
  private final AccountQuota quota;
  private final InstantSource clock;
  private final MinuteWindow requests = new MinuteWindow();
  private final MinuteWindow tokens = new MinuteWindow();
  private final SortedSet<Long> waiting = new TreeSet<>();
  private long turns;

  /**
   * A gate.
   *
   * @param account its name
   * @param limits of the account, over all processes
   * @param quota which part of them this process may use
   * @param clock for the windows
   */
  AccountGate(String account, AccountLimits limits, AccountQuota quota, InstantSource clock) {
    this.account = account;
    this.limits = limits;
    this.quota = quota;
    this.clock = clock;
  }

  /** One call that was let through. */
  final class Permit {
    private final MinuteWindow.Entry reserved;

    private Permit(MinuteWindow.Entry reserved) {
      this.reserved = reserved;
    }

    /** Says how many tokens the call came to. */
    void settle(long used) {
      synchronized (AccountGate.this) {
        tokens.correct(reserved, used);
        AccountGate.this.notifyAll();
      }
    }
  }

  /**
   * Waits for the turn of a call.
   *
   * @param estimate tokens that the call may come to
   * @param deadline of the call
   * @throws TaskFailureException of class TRANSIENT with the time to wait, as soon as it is clear
   *     that the call's turn comes too late
   * @throws InterruptedException if the caller was interrupted
   */
  synchronized Permit enter(long estimate, Instant deadline) throws InterruptedException {
    long turn = turns++;
    Instant patience = clock.instant().plus(PATIENCE);
    waiting.add(turn);
    try {
      while (true) {
        Instant now = clock.instant();
        Optional<Duration> fits = untilFits(now, estimate);
        Duration wait = fits.orElse(now.isBefore(patience) ? LOOK_AGAIN : MinuteWindow.LENGTH);
        if (!now.plus(wait).isBefore(deadline) || (fits.isEmpty() && !now.isBefore(patience))) {
          throw late(wait, estimate);
        }
        if (wait.isZero() && waiting.first() == turn) {
          requests.use(now, 1);
          return new Permit(tokens.use(now, estimate));
        }
        Duration sleep = wait.isZero() || wait.compareTo(LOOK_AGAIN) > 0 ? LOOK_AGAIN : wait;
        // A wait of zero milliseconds would never end.
        wait(Math.max(1, sleep.toMillis()));
      }
    } finally {
      waiting.remove(turn);
      notifyAll();
    }
  }

  /** Empty where the share of this process is too small, as it is now. */
  private Optional<Duration> untilFits(Instant now, long estimate) {
    return untilFits(Measure.REQUESTS, limits.requestsPerMinute(), now, 1)
        .flatMap(first ->
            untilFits(Measure.TOKENS, limits.tokensPerMinute(), now, estimate)
                .map(second -> first.compareTo(second) < 0 ? second : first));
  }

  private Optional<Duration> untilFits(
      Measure measure, Optional<Integer> limit, Instant now, long amount) {
    if (limit.isEmpty()) {
      return Optional.of(Duration.ZERO);
    }
    long allowed = quota.allowance(account, measure, limit.get());
    MinuteWindow window = measure == Measure.REQUESTS ? requests : tokens;
    return amount > allowed
        ? Optional.empty()
        : Optional.of(window.untilFits(now, amount, allowed));
  }

  private TaskFailureException late(Duration wait, long estimate) {
    return new TaskFailureException(
        FailureClass.TRANSIENT,
        "account %s: no room for a call of about %d tokens for another %d ms (%s)"
            .formatted(account, estimate, wait.toMillis(), described()),
        wait);
  }

  /** What was used in the last minute, as other processes shall know it. */
  synchronized AccountUse use() {
    Instant now = clock.instant();
    return new AccountUse(
        account, (int) requests.used(now), tokens.used(now), quota.sharers(account));
  }

  /** The same for people. */
  synchronized String described() {
    Instant now = clock.instant();
    return described(Measure.REQUESTS, limits.requestsPerMinute(), requests.used(now))
        + ", "
        + described(Measure.TOKENS, limits.tokensPerMinute(), tokens.used(now));
  }

  private String described(Measure measure, Optional<Integer> limit, long used) {
    String name = measure == Measure.REQUESTS ? "requests" : "tokens";
    return limit
        .map(bound ->
            "%d of %d %s in the last minute (all pods: %d)"
                .formatted(used, quota.allowance(account, measure, bound), name, bound))
        .orElseGet(() -> "%d %s in the last minute".formatted(used, name));
  }
}
