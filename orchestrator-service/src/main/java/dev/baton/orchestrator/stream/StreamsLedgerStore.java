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
    byte[] bytes = store.get(key(ACCOUNT, 0).flipped());
    return bytes == null ? Account.NEW : WireLedgerState.account(bytes);
  }

  @Override
  public void put(Account account) {
    store.put(key(ACCOUNT, 0).flipped(), WireLedgerState.toBytes(account));
  }

  @Override
  public Optional<Lease> lease(RunId runId) {
    return Optional.ofNullable(store.get(leaseKey(runId))).map(WireLedgerState::lease);
  }

  @Override
  public Optional<Lease> firstDue(Instant at) {
    try (KeyValueIterator<Bytes, byte[]> due = store.range(bound(0), bound(at.toEpochMilli() + 1))) {
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

  /** A key of this tenant in the making. */
  private record Key(ByteBuffer bytes) {
    Key with(long part) {
      bytes.putLong(part);
      return this;
    }

    Key with(RunId run) {
      UUID id = run.value();
      return with(id.getMostSignificantBits()).with(id.getLeastSignificantBits());
    }

    Bytes flipped() {
      return Bytes.wrap(bytes.array());
    }
  }

  private Key key(byte kind, int more) {
    return new Key(
        ByteBuffer.allocate(1 + Integer.BYTES + tenant.length + more)
            .put(kind)
            .putInt(tenant.length)
            .put(tenant));
  }

  private Bytes leaseKey(RunId runId) {
    return key(LEASE, ID_BYTES).with(runId).flipped();
  }

  private Bytes dueKey(Lease lease) {
    return key(DUE, Long.BYTES + ID_BYTES)
        .with(lease.due().toEpochMilli())
        .with(lease.runId())
        .flipped();
  }

  private Bytes bound(long millis) {
    return key(DUE, Long.BYTES).with(millis).flipped();
  }

  private static RunId runOf(Bytes dueKey) {
    ByteBuffer bytes = ByteBuffer.wrap(dueKey.get());
    bytes.position(bytes.limit() - ID_BYTES);
    return new RunId(new UUID(bytes.getLong(), bytes.getLong()));
  }
}
