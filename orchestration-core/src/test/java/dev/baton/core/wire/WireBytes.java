package dev.baton.core.wire;

import dev.baton.core.id.RunIds;
import dev.baton.core.run.MapRunStore;
import dev.baton.core.run.RunKey;
import dev.baton.core.run.RunLogEntry;
import dev.baton.core.run.RunRecord;
import dev.baton.schemas.RunLogRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sends values through the very bytes that the service writes. */
public final class WireBytes {
  private WireBytes() {}

  /** State as it comes back from the changelog. */
  public static MapRunStore throughBytes(MapRunStore store) {
    Map<RunKey<?>, RunRecord> restored = new HashMap<>();
    store
        .records()
        .forEach((key, record) -> {
          byte[] name = WireKeys.toBytes(RunIds.ofKey("t", "k"), key);
          RunKey<?> again = WireKeys.key(name);
          restored.put(again, WireState.fromBytes(again, WireState.toBytes(record)));
        });
    return new MapRunStore(restored);
  }

  /** A run log as it comes back from its topic. */
  public static List<RunLogEntry> throughBytes(List<RunLogEntry> log) {
    return log.stream().map(WireBytes::throughBytes).toList();
  }

  private static RunLogEntry throughBytes(RunLogEntry entry) {
    try {
      ByteBuffer bytes = WireLog.toAvro(entry).toByteBuffer();
      return WireLog.fromAvro(RunLogRecord.fromByteBuffer(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory failed", e);
    }
  }
}
