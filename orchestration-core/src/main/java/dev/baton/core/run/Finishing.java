package dev.baton.core.run;

import dev.baton.core.message.Answer;
import dev.baton.core.message.AnswerStatus;
import dev.baton.core.message.FailureClass;
import dev.baton.core.message.Missing;
import dev.baton.core.message.Request;
import dev.baton.core.message.StepReport;
import dev.baton.core.message.Usage;
import dev.baton.core.run.RunRecord.CompensationRecord;
import dev.baton.core.run.RunRecord.RequestRecord;
import dev.baton.core.workflow.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Ends a run with its one answer. */
final class Finishing {
  private Finishing() {}

  /** Every step has ended. */
  static void complete(Draft draft) {
    finish(draft, End.COMPLETED);
  }

  /** The run's deadline passed: it ends with what is there. */
  static void deadline(Draft draft) {
    finish(draft, End.DEADLINE);
  }

  /**
   * More was spent than there was: what still runs is stopped, and the run ends with what it has.
   */
  static void overspent(Draft draft, String reason) {
    finish(draft, End.overspent("budget: " + reason));
  }

  static void cancelled(Draft draft, String reason) {
    finish(draft, End.cancelled("cancelled: " + reason));
  }

  /** A step without which the run is worth nothing has failed. */
  static void failedStep(Draft draft, Step step) {
    String why =
        Missings.of(draft, step, End.COMPLETED).stream()
            .findFirst()
            .map(Missing::detail)
            .orElse("no result");
    finish(draft, End.failed("step '" + step.name() + "' failed: " + why));
  }

  /** Ends a run before it has a plan. */
  static void refused(Draft draft, String reason) {
    publish(
        draft, new Verdict(AnswerStatus.FAILED, reason, Said.NOTHING, List.of()), "", List.of());
    Purging.purgeUnplanned(draft);
  }

  private static void finish(Draft draft, End end) {
    Verdict verdict = verdict(draft, end);
    if (endsInVain(verdict.status()) && Compensating.isDue(draft)) {
      Compensating.start(draft, verdict.status(), verdict.reason(), end.unfinished());
    } else {
      conclude(draft, verdict);
    }
  }

  private static boolean endsInVain(AnswerStatus status) {
    return status == AnswerStatus.FAILED || status == AnswerStatus.CANCELLED;
  }

  /** What the run did outside is taken back, as far as it could be. */
  static void compensated(Draft draft) {
    CompensationRecord record = draft.compensation();
    String reason = record.reason() + CompensationReports.standing(draft);
    conclude(
        draft, verdict(draft, new End(Optional.of(record.status()), reason, record.unfinished())));
  }

  private static void conclude(Draft draft, Verdict verdict) {
    List<StepReport> reports = new ArrayList<>();
    for (Step step : draft.plan().steps()) {
      reports.add(StepReports.of(draft, step));
    }
    if (mayBeWorkedOn(draft)) {
      draft.emit(
          new Effect.SendControl(
              draft.runId(), Optional.empty(), Integer.MAX_VALUE, "the run ended", draft.at()));
    }
    publish(draft, verdict, draft.plan().workflow().reference(), reports);
    Purging.purge(draft, 0);
  }

  private record Verdict(AnswerStatus status, String reason, Said said, List<Missing> missing) {}

  private static Verdict verdict(Draft draft, End end) {
    List<Missing> missing = Missings.of(draft, end);
    Said said = Said.by(draft, draft.plan().workflow().answer());
    List<Missing> all = said.withUnsaid(missing);
    AnswerStatus status = end.status().orElseGet(() -> status(draft, all));
    String reason = end.reason().isEmpty() ? reason(all) : end.reason();
    boolean worthless = status == AnswerStatus.FAILED;
    return new Verdict(status, reason, worthless ? Said.NOTHING : said, all);
  }

  private static AnswerStatus status(Draft draft, List<Missing> missing) {
    if (missing.isEmpty()) {
      return AnswerStatus.COMPLETE;
    }
    return StepReports.anyResult(draft) ? AnswerStatus.PARTIAL : AnswerStatus.FAILED;
  }

  private static String reason(List<Missing> missing) {
    if (missing.isEmpty()) {
      return "";
    }
    Optional<Missing> first =
        missing.stream()
            .filter(lack -> lack.reason() == FailureClass.BUDGET)
            .findFirst()
            .or(() -> missing.stream().findFirst());
    return first
        .map(lack ->
            (lack.reason() == FailureClass.BUDGET ? "budget: " : "missing: ")
                + "step '"
                + lack.step()
                + "': "
                + lack.detail())
        .orElse("");
  }

  private static boolean mayBeWorkedOn(Draft draft) {
    if (draft.isCompensating() && draft.compensation().current().isPresent()) {
      return true;
    }
    for (Step step : draft.plan().steps()) {
      if (draft
          .findStep(draft.current(step.name()))
          .filter(record -> record.open() > 0)
          .isPresent()) {
        return true;
      }
    }
    return false;
  }

  private static void publish(
      Draft draft, Verdict verdict, String workflow, List<StepReport> reports) {
    RunHeader header = draft.header();
    RequestRecord asked = draft.request();
    Request request = asked.request();
    Usage usage = header.spending().usage();
    Answer answer =
        new Answer(
            draft.runId(),
            header.tenant(),
            request.idempotencyKey(),
            request.correlation(),
            request.conversationId(),
            verdict.status(),
            verdict.reason(),
            verdict.said().content(),
            verdict.said().fieldsJson(),
            verdict.said().citations(),
            verdict.missing(),
            asked.route(),
            workflow,
            reports,
            usage,
            header.startedAt(),
            draft.at(),
            header.spending().savings());
    Leasing.settle(draft);
    draft.record(new RunFact.RunFinished(answer));
    Purging.rememberRun(draft);
    draft.emit(
        asked
            .parent()
            .map(parent -> Children.tellParent(parent, answer))
            .orElseGet(() -> new Effect.PublishAnswer(answer)));
    draft.report("finished", "", "", verdict.status().name());
  }
}
