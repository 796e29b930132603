package dev.baton.core.wire;

import dev.baton.core.run.Fact;
import dev.baton.schemas.RunLogRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * Facts to Avro and back. Each fact is a record of its own in the package dev.baton.schemas.fact.
 * Stateless and thread-safe.
 */
public final class WireFacts {
  private static final ValueCodec CODEC =
      Codecs.of(
          Fact.class, RunLogRecord.getClassSchema().getField("facts").schema().getElementType());

  private WireFacts() {}

  /** A fact to Avro. */
  public static Object toAvro(Fact fact) {
    return CODEC.toAvro(fact);
  }

  /**
   * A fact from Avro.
   *
   * @throws IllegalStateException if it is none
   */
  public static Fact fromAvro(Object fact) {
    return (Fact) CODEC.fromAvro(fact);
  }

  static List<Object> toAvro(List<Fact> facts) {
    List<Object> avro = new ArrayList<>(facts.size());
    facts.forEach(fact -> avro.add(toAvro(fact)));
    return avro;
  }
}
