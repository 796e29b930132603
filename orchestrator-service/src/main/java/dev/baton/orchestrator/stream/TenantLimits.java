package dev.baton.orchestrator.stream;

import dev.baton.core.message.Leased;
import dev.baton.core.wire.WireLedger;
import dev.baton.orchestrator.codec.Codec;
import dev.baton.schemas.TenantBudget;
import dev.baton.serde.Decoded;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Which tenants have a limit, as every instance knows it from the compacted topic. A run learns it
 * when it starts and keeps to it, so a tenant without a limit costs one look into memory.
 */
final class TenantLimits {

  private final String topic;
  private final KeyValueStore<Bytes, byte[]> store;

  /**
   * The limits.
   *
   * @param topic that they come by
   * @param store what came by it
   */
  TenantLimits(String topic, KeyValueStore<Bytes, byte[]> store) {
    this.topic = topic;
    this.store = store;
  }

  /**
   * What the tenant's runs may spend only as far as it is leased to them.
   *
   * @throws IllegalStateException if the ledger's own word cannot be read: nobody could tell then
   *     what may be spent
   */
  Optional<Leased> leased(String tenant, Codec codec) {
    byte[] value = store.get(Bytes.wrap(tenant.getBytes(StandardCharsets.UTF_8)));
    if (value == null) {
      return Optional.empty();
    }
    return switch (codec.tenantBudget(topic, value)) {
      case Decoded.Valid<TenantBudget>(var budget) -> WireLedger.leased(budget);
      case Decoded.Poison<TenantBudget> poison ->
          throw new IllegalStateException(
              "budget of tenant %s on %s: %s (expected: a TenantBudget)"
                  .formatted(tenant, topic, poison.message()));
    };
  }
}
