package dev.baton.core.wire;

import dev.baton.core.run.RunHeader;
import dev.baton.core.run.RunKey;
import dev.baton.core.run.RunRecord;
import dev.baton.core.run.StepRecord;
import dev.baton.core.run.TaskRecord;
import dev.baton.schemas.state.CompensationRecord;
import dev.baton.schemas.state.DefinitionRecord;
import dev.baton.schemas.state.EffectRecord;
import dev.baton.schemas.state.EffectsRecord;
import dev.baton.schemas.state.EntryRecord;
import dev.baton.schemas.state.ItemsRecord;
import dev.baton.schemas.state.LogPosition;
import dev.baton.schemas.state.PlanRecord;
import dev.baton.schemas.state.QuestionsRecord;
import dev.baton.schemas.state.RequestRecord;
import dev.baton.schemas.state.TimerRecord;
import dev.baton.schemas.state.TurnsRecord;
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
  public static final byte VERSION = 4;

  private static final Map<Class<? extends RunRecord>, BinaryCodec> CODECS =
      Map.ofEntries(
          codec(RunHeader.class, dev.baton.schemas.state.RunHeader.getClassSchema()),
          codec(RunRecord.RequestRecord.class, RequestRecord.getClassSchema()),
          codec(RunRecord.DefinitionRecord.class, DefinitionRecord.getClassSchema()),
          codec(RunRecord.ItemsRecord.class, ItemsRecord.getClassSchema()),
          codec(StepRecord.class, dev.baton.schemas.state.StepRecord.getClassSchema()),
          codec(TaskRecord.class, dev.baton.schemas.state.TaskRecord.getClassSchema()),
          codec(RunRecord.EntryRecord.class, EntryRecord.getClassSchema()),
          codec(RunRecord.PlanRecord.class, PlanRecord.getClassSchema()),
          codec(RunRecord.TurnsRecord.class, TurnsRecord.getClassSchema()),
          codec(RunRecord.TimerRecord.class, TimerRecord.getClassSchema()),
          codec(RunRecord.QuestionsRecord.class, QuestionsRecord.getClassSchema()),
          codec(RunRecord.LogPosition.class, LogPosition.getClassSchema()),
          codec(RunRecord.EffectsRecord.class, EffectsRecord.getClassSchema()),
          codec(RunRecord.EffectRecord.class, EffectRecord.getClassSchema()),
          codec(RunRecord.CompensationRecord.class, CompensationRecord.getClassSchema()));

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

  private static Map.Entry<Class<? extends RunRecord>, BinaryCodec> codec(
      Class<? extends RunRecord> domain, Schema schema) {
    return Map.entry(domain, new BinaryCodec(VERSION, schema, Codecs.of(domain, schema)));
  }

  private static BinaryCodec codecOf(Class<? extends RunRecord> type) {
    return Optional.ofNullable(CODECS.get(type))
        .orElseThrow(() -> new IllegalStateException(type + " has no codec"));
  }
}
