package dev.baton.core.wire;

import dev.baton.core.ledger.Account;
import dev.baton.core.ledger.Lease;

/**
 * Records of a ledger's state to bytes and back: one version byte, then raw Avro binary, like those
 * of runs. Stateless and thread-safe.
 */
public final class WireLedgerState {
  private static final BinaryCodec ACCOUNT =
      new BinaryCodec(
          WireState.VERSION,
          dev.baton.schemas.state.Account.getClassSchema(),
          Codecs.of(Account.class, dev.baton.schemas.state.Account.getClassSchema()));
  private static final BinaryCodec LEASE =
      new BinaryCodec(
          WireState.VERSION,
          dev.baton.schemas.state.Lease.getClassSchema(),
          Codecs.of(Lease.class, dev.baton.schemas.state.Lease.getClassSchema()));

  private WireLedgerState() {}

  /** The bytes of an account. */
  public static byte[] toBytes(Account account) {
    return ACCOUNT.toBytes(account);
  }

  /** The bytes of a lease. */
  public static byte[] toBytes(Lease lease) {
    return LEASE.toBytes(lease);
  }

  /**
   * An account.
   *
   * @throws IllegalStateException if the bytes are of another version or damaged
   */
  public static Account account(byte[] bytes) {
    return (Account) ACCOUNT.fromBytes(bytes);
  }

  /**
   * A lease.
   *
   * @throws IllegalStateException if the bytes are of another version or damaged
   */
  public static Lease lease(byte[] bytes) {
    return (Lease) LEASE.fromBytes(bytes);
  }
}
