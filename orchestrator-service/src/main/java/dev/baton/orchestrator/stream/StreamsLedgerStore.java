package dev.baton.orchestrator.stream;

import dev.baton.core.id.RunId;
import dev.baton.core.ledger.Account;
import dev.baton.core.ledger.Lease;
import dev.baton.core.ledger.LedgerStore;
import dev.baton.core.wire.WireLedgerState;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * One tenant's ledger in the state store: its account, its leases by run, and the same runs by when
 * their leases are due. Not thread-safe.
 */
final class StreamsLedgerStore implements LedgerStore {

  private static final byte ACCOUNT = 0;
  private static final byte LEASE = 1;
  private static final byte DUE = 2;
  private static final int ID_BYTES = 2 * Long.BYTES;
  private static final byte[] PRESENT = {1};

  private final KeyValueStore<Bytes, byte[]> store;
  private final byte[] tenant;

  StreamsLedgerStore(String tenant, KeyValueStore<Bytes, byte[]> store) {
    this.tenant = tenant.getBytes(StandardCharsets.UTF_8);
    this.store = store;
  }

  @Override
  public Account account() {
    byte[] bytes = store.get(key(ACCOUNT));
    return bytes == null ? Account.NEW : WireLedgerState.account(bytes);
  }

  @Override
  public void put(Account account) {
    store.put(key(ACCOUNT), WireLedgerState.toBytes(account));
  }

  @Override
  public Optional<Lease> lease(RunId runId) {
    return Optional.ofNullable(store.get(leaseKey(runId))).map(WireLedgerState::lease);
  }

  @Override
  public Optional<Lease> firstDue(Instant at) {
    try (KeyValueIterator<Bytes, byte[]> due =
        store.range(key(DUE, 0), key(DUE, at.toEpochMilli() + 1))) {
      return due.hasNext() ? lease(runOf(due.next().key)) : Optional.empty();
    }
  }

  @Override
  public void put(Lease lease) {
    lease(lease.runId()).ifPresent(former -> store.delete(dueKey(former)));
    store.put(leaseKey(lease.runId()), WireLedgerState.toBytes(lease));
    store.put(dueKey(lease), PRESENT);
  }

  @Override
  public void remove(Lease lease) {
    store.delete(leaseKey(lease.runId()));
    store.delete(dueKey(lease));
  }

  private Bytes key(byte kind, long... parts) {
    byte[] key = new byte[1 + Integer.BYTES + tenant.length + parts.length * Long.BYTES];
    ByteBuffer bytes = ByteBuffer.wrap(key).put(kind).putInt(tenant.length).put(tenant);
    for (long part : parts) {
      bytes.putLong(part);
    }
    return Bytes.wrap(key);
  }

  private Bytes leaseKey(RunId runId) {
    UUID id = runId.value();
    return key(LEASE, id.getMostSignificantBits(), id.getLeastSignificantBits());
  }

  private Bytes dueKey(Lease lease) {
    UUID id = lease.runId().value();
    long due = lease.due().toEpochMilli();
    return key(DUE, due, id.getMostSignificantBits(), id.getLeastSignificantBits());
  }

  private static RunId runOf(Bytes dueKey) {
    ByteBuffer bytes = ByteBuffer.wrap(dueKey.get());
    bytes.position(bytes.limit() - ID_BYTES);
    return new RunId(new UUID(bytes.getLong(), bytes.getLong()));
  }
}
