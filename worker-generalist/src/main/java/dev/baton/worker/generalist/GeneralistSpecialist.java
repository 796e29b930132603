package dev.baton.worker.generalist;

import dev.baton.agent.task.Specialist;
import dev.baton.agent.task.TaskContext;
import dev.baton.agent.task.TaskOutcome;
import dev.baton.documents.DocumentLibrary;
import dev.baton.schemas.FailureClass;
import dev.baton.schemas.Task;

/** Answers what has no specialist; splits questions and plans for those that have. */
public final class GeneralistSpecialist implements Specialist {

  /** Its role. */
  public static final String ROLE = "generalist";

  /** The default skill: research and write alone. */
  public static final String ANSWER = "answer";

  /** Split a question into facets. */
  public static final String DECOMPOSE = "decompose";

  /** Plan steps for others. */
  public static final String PLAN = Planner.PURPOSE;

  private final DirectAnswer answer;

  /** A generalist with those documents. */
  public GeneralistSpecialist(DocumentLibrary library) {
    this.answer = new DirectAnswer(library);
  }

  @Override
  public TaskOutcome perform(TaskContext context) throws InterruptedException {
    Task task = context.task();
    String question = task.getObjective().isBlank() ? task.getGoal() : task.getObjective();
    if (question.isBlank()) {
      return TaskOutcome.failure(FailureClass.PERMANENT, "objective: blank (expected: a question)");
    }
    return switch (task.getSkill()) {
      case "", ANSWER -> answer.perform(context, question);
      case DECOMPOSE -> Decomposition.perform(context, question);
      case PLAN -> Planner.perform(context, question, "");
      default ->
          TaskOutcome.failure(
              FailureClass.PERMANENT,
              "skill: %s (expected: one of %s, %s, %s)"
                  .formatted(task.getSkill(), ANSWER, DECOMPOSE, PLAN));
    };
  }
}
