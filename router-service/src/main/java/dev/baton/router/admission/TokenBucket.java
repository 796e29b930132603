package dev.baton.router.admission;

import java.time.Duration;
import java.time.Instant;

/**
 * Lets so many through at once and so many a second after that. Time is given, so the same times
 * give the same answers; a clock that goes back adds nothing. Not thread-safe.
 */
final class TokenBucket {

  private final double perSecond;
  private final int burst;
  private double tokens;
  private Instant filled;

  /**
   * A full bucket.
   *
   * @param perSecond what is added in a second, more than 0
   * @param burst most that it holds, >= 1
   */
  TokenBucket(double perSecond, int burst, Instant now) {
    this.perSecond = perSecond;
    this.burst = burst;
    this.tokens = burst;
    this.filled = now;
  }

  /** Takes one out; says whether there was one. */
  boolean take(Instant now) {
    if (now.isAfter(filled)) {
      double seconds = Duration.between(filled, now).toNanos() / 1e9;
      tokens = Math.min(burst, tokens + seconds * perSecond);
      filled = now;
    }
    if (tokens < 1) {
      return false;
    }
    tokens -= 1;
    return true;
  }

  /** How long it takes until there is one again. */
  Duration wait(Instant now) {
    double missing = Math.max(0, 1 - tokens) / perSecond;
    Duration sinceFilled = now.isAfter(filled) ? Duration.between(filled, now) : Duration.ZERO;
    Duration wait = Duration.ofMillis((long) Math.ceil(missing * 1_000)).minus(sinceFilled);
    return wait.isNegative() ? Duration.ZERO : wait;
  }
}
