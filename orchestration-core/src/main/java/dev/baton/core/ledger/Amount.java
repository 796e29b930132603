package dev.baton.core.ledger;

/**
 * Tokens and money.
 *
 * @param tokens tokens in and out
 * @param costMicros money in millionths of the installation's currency
 */
public record Amount(long tokens, long costMicros) {
  /** Nothing. */
  public static final Amount NONE = new Amount(0, 0);

  /** Both together. */
  public Amount plus(Amount other) {
    return new Amount(tokens + other.tokens, costMicros + other.costMicros);
  }

  /** What is left of it; may be less than nothing. */
  public Amount minus(Amount other) {
    return new Amount(tokens - other.tokens, costMicros - other.costMicros);
  }

  /** What is left of it, and nothing where more was taken. */
  public Amount less(Amount other) {
    return minus(other).atLeast(NONE);
  }

  /** The larger of both, part by part. */
  public Amount atLeast(Amount other) {
    return new Amount(Math.max(tokens, other.tokens), Math.max(costMicros, other.costMicros));
  }

  /** The smaller of both, part by part. */
  public Amount atMost(Amount other) {
    return new Amount(Math.min(tokens, other.tokens), Math.min(costMicros, other.costMicros));
  }

  /** Whether both parts are at least those of the other. */
  public boolean covers(Amount other) {
    return tokens >= other.tokens && costMicros >= other.costMicros;
  }
}
