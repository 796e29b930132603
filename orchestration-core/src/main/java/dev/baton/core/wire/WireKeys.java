package dev.baton.core.wire;

import dev.baton.core.id.RunId;
import dev.baton.core.id.TaskId;
import dev.baton.core.run.RunKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Keys of a run's records as bytes: the 16 bytes of the run id, a byte for the kind of record, then
 * the key's own parts. All records of a run lie side by side, the header first, the rounds of a
 * step and the stretches of a list in their order. Stateless and thread-safe.
 */
public final class WireKeys {
  /** Bytes of the prefix that all keys of one run share. */
  public static final int RUN_BYTES = 16;

  private static final byte HEADER = 1;
  private static final byte LOG = 2;
  private static final byte REQUEST = 3;
  private static final byte DEFINITION = 4;
  private static final byte STEP = 5;
  private static final byte ITEMS = 6;
  private static final byte TASK = 7;
  private static final byte ENTRY = 8;
  private static final byte TIMER = 9;
  private static final byte QUESTIONS = 10;
  private static final byte PLAN = 11;
  private static final byte TURNS = 12;
  private static final byte EFFECTS = 13;
  private static final byte EFFECT_OF = 14;
  private static final byte COMPENSATION = 15;

  private WireKeys() {}

  /** The bytes of a key. */
  public static byte[] toBytes(RunId run, RunKey<?> key) {
    return switch (key) {
      case RunKey.Header _ -> bytes(run, HEADER, "");
      case RunKey.Log _ -> bytes(run, LOG, "");
      case RunKey.RequestKey _ -> bytes(run, REQUEST, "");
      case RunKey.Definition _ -> bytes(run, DEFINITION, "");
      case RunKey.StepKey step -> bytes(run, STEP, step.step(), step.round());
      case RunKey.Items items -> bytes(run, ITEMS, items.step(), items.round(), items.chunk());
      case RunKey.TaskKey task -> bytes(run, TASK, task.taskId().value());
      case RunKey.Entry entry -> bytes(run, ENTRY, entry.key());
      case RunKey.Timer timer -> bytes(run, TIMER, timer.name());
      case RunKey.Questions _ -> bytes(run, QUESTIONS, "");
      case RunKey.PlanKey plan -> bytes(run, PLAN, plan.taskId().value());
      case RunKey.Turns turns -> bytes(run, TURNS, turns.taskId().value());
      case RunKey.Effects _ -> bytes(run, EFFECTS, "");
      case RunKey.EffectOf effect -> bytes(run, EFFECT_OF, effect.taskId().value());
      case RunKey.Compensation _ -> bytes(run, COMPENSATION, "");
    };
  }

  /** The prefix that all keys of a run share. */
  public static byte[] prefix(RunId run) {
    return ByteBuffer.allocate(RUN_BYTES)
        .putLong(run.value().getMostSignificantBits())
        .putLong(run.value().getLeastSignificantBits())
        .array();
  }

  /** The run that a key belongs to. */
  public static RunId run(byte[] key) {
    ByteBuffer bytes = ByteBuffer.wrap(key);
    return new RunId(new UUID(bytes.getLong(), bytes.getLong()));
  }

  /**
   * The key in these bytes.
   *
   * @throws IllegalStateException if they are none
   */
  public static RunKey<?> key(byte[] key) {
    if (key.length <= RUN_BYTES) {
      throw new IllegalStateException(
          "key: " + key.length + " bytes (expected: more than " + RUN_BYTES + ")");
    }
    return switch (key[RUN_BYTES]) {
      case HEADER -> new RunKey.Header();
      case LOG -> new RunKey.Log();
      case REQUEST -> new RunKey.RequestKey();
      case DEFINITION -> new RunKey.Definition();
      case STEP -> new RunKey.StepKey(name(key, 1), number(key, 1));
      case ITEMS -> new RunKey.Items(name(key, 2), number(key, 2), number(key, 1));
      case TASK -> new RunKey.TaskKey(new TaskId(name(key, 0)));
      case ENTRY -> new RunKey.Entry(name(key, 0));
      case TIMER -> new RunKey.Timer(name(key, 0));
      case QUESTIONS -> new RunKey.Questions();
      case PLAN -> new RunKey.PlanKey(new TaskId(name(key, 0)));
      case TURNS -> new RunKey.Turns(new TaskId(name(key, 0)));
      case EFFECTS -> new RunKey.Effects();
      case EFFECT_OF -> new RunKey.EffectOf(new TaskId(name(key, 0)));
      case COMPENSATION -> new RunKey.Compensation();
      default -> throw new IllegalStateException("key: kind " + key[RUN_BYTES] + " is unknown");
    };
  }

  /** Numbers follow a zero byte, which no name contains, so that a name never runs into them. */
  private static byte[] bytes(RunId run, byte kind, String name, int... numbers) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    int tail = numbers.length == 0 ? 0 : 1 + numbers.length * Integer.BYTES;
    ByteBuffer bytes =
        ByteBuffer.allocate(RUN_BYTES + 1 + text.length + tail)
            .put(prefix(run))
            .put(kind)
            .put(text);
    if (numbers.length > 0) {
      bytes.put((byte) 0);
    }
    for (int number : numbers) {
      bytes.putInt(number);
    }
    return bytes.array();
  }

  private static String name(byte[] key, int numbers) {
    int tail = numbers == 0 ? 0 : 1 + numbers * Integer.BYTES;
    return new String(
        key, RUN_BYTES + 1, key.length - RUN_BYTES - 1 - tail, StandardCharsets.UTF_8);
  }

  /** A number counted from the end of the key, from 1. */
  private static int number(byte[] key, int fromEnd) {
    return ByteBuffer.wrap(key).getInt(key.length - fromEnd * Integer.BYTES);
  }
}
