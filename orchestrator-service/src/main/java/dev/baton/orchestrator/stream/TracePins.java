package dev.baton.orchestrator.stream;

import dev.baton.core.id.RunId;
import dev.baton.telemetry.TraceHeaders;
import io.opentelemetry.api.trace.SpanContext;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The trace contexts that open runs were begun in, for what no record brings about: a timer goes on
 * with the trace of its run. Kept beside the runs' records under keys of their own, and in no
 * record of the core, to which a trace means nothing. Not thread-safe.
 */
final class TracePins {

  private static final int KEY_BYTES = 1 + 2 * Long.BYTES;

  private final KeyValueStore<Bytes, byte[]> store;

  TracePins(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  /** Invalid where the run is over, unknown, or was begun in no trace. */
  SpanContext get(RunId run) {
    byte[] kept = store.get(key(run));
    return kept == null
        ? SpanContext.getInvalid()
        : TraceHeaders.read(Map.of(TraceHeaders.TRACEPARENT, kept));
  }

  void put(RunId run, SpanContext context) {
    store.put(key(run), TraceHeaders.bytes(context));
  }

  void remove(RunId run) {
    Bytes key = key(run);
    if (store.get(key) != null) {
      store.delete(key);
    }
  }

  private static Bytes key(RunId run) {
    return Bytes.wrap(
        ByteBuffer.allocate(KEY_BYTES)
            .put(StoreLayout.TRACE)
            .putLong(run.value().getMostSignificantBits())
            .putLong(run.value().getLeastSignificantBits())
            .array());
  }
}
