package dev.baton.simulation.broker;

/**
 * How a share group behaves.
 *
 * @param lockMillis how long a record stays with who acquired it
 * @param deliveryLimit a record that was acquired this often is not handed out again
 * @param window records under way at most
 * @param readCommitted whether records of aborted and open transactions are kept back
 */
public record ShareSettings(long lockMillis, int deliveryLimit, int window, boolean readCommitted) {
  /** Kafka's defaults, with the isolation that Baton asks for. */
  public static final ShareSettings DEFAULT = new ShareSettings(30_000, 5, 2_000, true);
}
