package dev.baton.core.wire;

import dev.baton.core.run.RunHeader;
import dev.baton.core.run.RunKey;
import dev.baton.core.run.RunRecord;
import dev.baton.core.run.StepRecord;
import dev.baton.core.run.TaskRecord;
import dev.baton.schemas.state.DefinitionRecord;
import dev.baton.schemas.state.EntryRecord;
import dev.baton.schemas.state.ItemsRecord;
import dev.baton.schemas.state.LogPosition;
import dev.baton.schemas.state.QuestionsRecord;
import dev.baton.schemas.state.RequestRecord;
import dev.baton.schemas.state.TimerRecord;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * Records of a run's state to bytes and back: one version byte, then raw Avro binary. No registry
 * is involved: the bytes never leave the state store and its changelog. Stateless and thread-safe.
 */
public final class WireState {
  /**
   * First byte of every record. Raised when the records' schemas change; the reader then needs the
   * former schemas.
   */
  public static final byte VERSION = 3;

  private static final Map<Class<? extends RunRecord>, BinaryCodec> CODECS =
      Map.of(
          RunHeader.class,
              codec(RunHeader.class, dev.baton.schemas.state.RunHeader.getClassSchema()),
          RunRecord.RequestRecord.class,
              codec(RunRecord.RequestRecord.class, RequestRecord.getClassSchema()),
          RunRecord.DefinitionRecord.class,
              codec(RunRecord.DefinitionRecord.class, DefinitionRecord.getClassSchema()),
          RunRecord.ItemsRecord.class,
              codec(RunRecord.ItemsRecord.class, ItemsRecord.getClassSchema()),
          StepRecord.class,
              codec(StepRecord.class, dev.baton.schemas.state.StepRecord.getClassSchema()),
          TaskRecord.class,
              codec(TaskRecord.class, dev.baton.schemas.state.TaskRecord.getClassSchema()),
          RunRecord.EntryRecord.class,
              codec(RunRecord.EntryRecord.class, EntryRecord.getClassSchema()),
          RunRecord.TimerRecord.class,
              codec(RunRecord.TimerRecord.class, TimerRecord.getClassSchema()),
          RunRecord.QuestionsRecord.class,
              codec(RunRecord.QuestionsRecord.class, QuestionsRecord.getClassSchema()),
          RunRecord.LogPosition.class,
              codec(RunRecord.LogPosition.class, LogPosition.getClassSchema()));

  private WireState() {}

  /** The bytes of a record. */
  public static byte[] toBytes(RunRecord record) {
    return codecOf(record.getClass()).toBytes(record);
  }

  /**
   * The record under a key.
   *
   * @throws IllegalStateException if the bytes are of another version or damaged
   */
  public static <V extends RunRecord> V fromBytes(RunKey<V> key, byte[] bytes) {
    return key.type().cast(codecOf(key.type()).fromBytes(bytes));
  }

  private static BinaryCodec codec(Class<? extends RunRecord> domain, Schema schema) {
    return new BinaryCodec(VERSION, schema, Codecs.of(domain, schema));
  }

  private static BinaryCodec codecOf(Class<? extends RunRecord> type) {
    return Optional.ofNullable(CODECS.get(type))
        .orElseThrow(() -> new IllegalStateException(type + " has no codec"));
  }
}
