package dev.baton.worker.writer;

import dev.baton.agent.evidence.Draft;
import dev.baton.agent.evidence.DraftOrder;
import dev.baton.agent.evidence.Drafting;
import dev.baton.agent.evidence.ReviewNotes;
import dev.baton.agent.evidence.Slices;
import dev.baton.agent.task.Specialist;
import dev.baton.agent.task.TaskContext;
import dev.baton.agent.task.TaskOutcome;
import dev.baton.schemas.FailureClass;
import dev.baton.schemas.Task;

/** Writes the answer from the evidence in its slice; every sentence names its source. */
public final class WriterSpecialist implements Specialist {

  /** The only skill. */
  public static final String WRITE = "write";

  @Override
  public TaskOutcome perform(TaskContext context) throws InterruptedException {
    Task task = context.task();
    if (!task.getSkill().isEmpty() && !task.getSkill().equals(WRITE)) {
      return TaskOutcome.failure(
          FailureClass.PERMANENT, "skill: %s (expected: %s)".formatted(task.getSkill(), WRITE));
    }
    context.progress("writing from the evidence");
    DraftOrder order =
        new DraftOrder(
            task.getGoal().isBlank() ? task.getObjective() : task.getGoal(),
            Slices.evidence(task),
            ReviewNotes.of(task));
    Draft draft = Drafting.write(context, order);
    return draft.outcome();
  }
}
