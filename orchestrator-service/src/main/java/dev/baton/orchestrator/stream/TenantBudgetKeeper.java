package dev.baton.orchestrator.stream;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Keeps the last word about each tenant's budget, on every instance. */
final class TenantBudgetKeeper implements Processor<byte[], byte[], Void, Void> {

  private @Nullable KeyValueStore<Bytes, byte[]> store;

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    store = context.getStateStore(StoreLayout.TENANT_BUDGETS);
  }

  @Override
  public void process(Record<byte[], byte[]> input) {
    if (store != null && input.key() != null) {
      store.put(Bytes.wrap(input.key()), input.value());
    }
  }
}
