package dev.baton.worker.reviewer;

import dev.baton.agent.evidence.Slices;
import dev.baton.agent.task.Specialist;
import dev.baton.agent.task.TaskContext;
import dev.baton.agent.task.TaskOutcome;
import dev.baton.schemas.FailureClass;
import dev.baton.schemas.SlicePart;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Says whether a draft may be given: looks every citation up again and checks code without running
 * it, then has a model that did not write the draft judge it. Merges the results of a fan-out into
 * one text whose citations it has looked up.
 */
public final class ReviewerSpecialist implements Specialist {

  /** A verdict on a draft. */
  public static final String REVIEW = "review";

  /** One text out of several results. */
  public static final String MERGE = "merge";

  private final QuoteLookup lookup;
  private final InstantSource clock;

  /**
   * A reviewer.
   *
   * @param lookup where quotes are looked up
   * @param clock tells whether the deadline has passed
   */
  public ReviewerSpecialist(QuoteLookup lookup, InstantSource clock) {
    this.lookup = lookup;
    this.clock = clock;
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

  private TaskOutcome review(TaskContext context) throws InterruptedException {
    Optional<SlicePart> part = Slices.lastPart(context.task(), Slices.DRAFT);
    if (part.isEmpty()) {
      return TaskOutcome.failure(
          FailureClass.PERMANENT,
          "slice %s: missing (expected: the text that is to be reviewed)".formatted(Slices.DRAFT));
    }
    DraftJudgement judgement = new DraftJudgement(context, lookup, part.get());
    context.progress("looking up %d citations".formatted(judgement.citations()));
    Verdict verdict = judgement.judge(clock);
    return TaskOutcome.markdown(
        VerdictText.of(verdict, judgement.citations()), verdict.fields(), List.of());
  }
}
