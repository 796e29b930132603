package dev.baton.core.wire;

import dev.baton.core.id.TaskId;
import dev.baton.core.run.Effect;
import dev.baton.schemas.Answer;
import dev.baton.schemas.Continue;
import dev.baton.schemas.Control;
import dev.baton.schemas.Progress;
import dev.baton.schemas.RunEvent;
import dev.baton.schemas.Task;

/** Effects to the Avro records that carry them out. Stateless and thread-safe. */
public final class WireEffects {
  private WireEffects() {}

  /** For topic tasks.ROLE, keyed by task id. */
  public static Task task(Effect.DispatchTask effect) {
    return WireMessages.toAvro(effect.task());
  }

  /** For topic answers, keyed by run id. */
  public static Answer answer(Effect.PublishAnswer effect) {
    return WireMessages.toAvro(effect.answer());
  }

  /** For topic control, keyed by run id. */
  public static Control control(Effect.SendControl effect) {
    return Control.newBuilder()
        .setRunId(effect.runId().toString())
        .setTaskId(effect.taskId().map(TaskId::toString).orElse(null))
        .setAttemptUpTo(effect.attemptUpTo())
        .setReason(effect.reason())
        .setAt(effect.at())
        .build();
  }

  /** For topic runs, keyed by run id. */
  public static RunEvent continueEvent(Effect.ContinueLater effect) {
    return new RunEvent(
        effect.runId().toString(),
        effect.tenant(),
        effect.at(),
        new Continue(effect.work(), effect.cursor()));
  }

  /** For topic progress, keyed by run id. */
  public static Progress progress(Effect.ReportProgress effect) {
    return Progress.newBuilder()
        .setRunId(effect.runId().toString())
        .setAt(effect.at())
        .setKind(effect.kind())
        .setStep(effect.step())
        .setRole(effect.role())
        .setText(effect.text())
        .build();
  }
}
