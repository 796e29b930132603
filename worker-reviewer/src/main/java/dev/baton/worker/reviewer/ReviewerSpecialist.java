package dev.baton.worker.reviewer;

import dev.baton.agent.evidence.ReviewNotes;
import dev.baton.agent.evidence.Slices;
import dev.baton.agent.task.Specialist;
import dev.baton.agent.task.TaskContext;
import dev.baton.agent.task.TaskOutcome;
import dev.baton.schemas.FailureClass;
import dev.baton.schemas.SlicePart;
import dev.baton.schemas.Task;
import java.util.List;
import java.util.Optional;

/**
 * Looks every citation of a draft up again and says whether the draft may be given; merges the
 * results of a fan-out into one text whose citations it has looked up.
 */
public final class ReviewerSpecialist implements Specialist {

  /** A verdict on a draft. */
  public static final String REVIEW = "review";

  /** One text out of several results. */
  public static final String MERGE = "merge";

  private final QuoteLookup lookup;

  /** A reviewer that looks quotes up there. */
  public ReviewerSpecialist(QuoteLookup lookup) {
    this.lookup = lookup;
  }

  @Override
  public TaskOutcome perform(TaskContext context) throws InterruptedException {
    String skill = context.task().getSkill();
    return switch (skill) {
      case "", REVIEW -> review(context);
      case MERGE -> ResultsMerge.of(context, lookup);
      default ->
          TaskOutcome.failure(
              FailureClass.PERMANENT,
              "skill: %s (expected: %s or %s)".formatted(skill, REVIEW, MERGE));
    };
  }

  private TaskOutcome review(TaskContext context) {
    Task task = context.task();
    Optional<SlicePart> part = Slices.lastPart(task, Slices.DRAFT);
    if (part.isEmpty()) {
      return TaskOutcome.failure(
          FailureClass.PERMANENT,
          "slice %s: missing (expected: the text that is to be reviewed)".formatted(Slices.DRAFT));
    }
    DraftUnderReview draft =
        DraftUnderReview.of(
            Slices.text(part.get()), part.get().getCitations(), Slices.facets(task));
    context.progress("looking up %d citations".formatted(draft.citations().size()));
    ReviewNotes notes = DraftReview.of(draft, lookup);
    return TaskOutcome.markdown(markdown(draft, notes), notes.toJson(), List.of());
  }

  private static String markdown(DraftUnderReview draft, ReviewNotes notes) {
    StringBuilder text = new StringBuilder();
    text.append("**Verdict: %s.** ".formatted(notes.accepted() ? "accept" : "redo"))
        .append("%d citations looked up, ".formatted(draft.citations().size()))
        .append("%d issues.\n".formatted(notes.issues().size()));
    if (!notes.accepted()) {
      text.append('\n');
      notes.issues().forEach(issue -> text.append("- ").append(issue).append('\n'));
    }
    return text.toString();
  }
}
