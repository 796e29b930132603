package dev.baton.cli.output;

import dev.baton.schemas.Abandoned;
import dev.baton.schemas.BudgetDecision;
import dev.baton.schemas.ChildAnswered;
import dev.baton.schemas.Continue;
import dev.baton.schemas.Handoff;
import dev.baton.schemas.NeedsInput;
import dev.baton.schemas.Plan;
import dev.baton.schemas.Result;
import dev.baton.schemas.Routed;
import dev.baton.schemas.RunEvent;
import dev.baton.schemas.Signal;
import dev.baton.schemas.TaskFailed;
import dev.baton.schemas.TaskStarted;
import dev.baton.schemas.TaskSucceeded;
import dev.baton.schemas.TimerFired;
import java.util.Locale;

/** What happened to a run, in plain words. */
final class EventText {

  private static final int MAX_TEXT = 120;
  private static final int TASK_CHARS = 8;

  private EventText() {}

  /** One event of the run log. */
  static String of(Object event) {
    return switch (event) {
      case RunEvent run -> ofBody(run.getBody());
      case Result result ->
          "task %s, attempt %d, %s %s"
              .formatted(
                  task(result.getTaskId()),
                  result.getAttempt(),
                  result.getWorker(),
                  ofResult(result.getBody()));
      case TimerFired timer -> "timer " + timer.getTimer() + " fired";
      default -> event.getClass().getSimpleName();
    };
  }

  /** A task's id, as far as people need it. */
  static String task(String taskId) {
    return taskId.length() <= TASK_CHARS ? taskId : taskId.substring(0, TASK_CHARS);
  }

  private static String ofBody(Object body) {
    return switch (body) {
      case Routed routed when routed.getRejection() != null ->
          "request refused: " + text(routed.getRejection().getMessage());
      case Routed routed -> "routed to " + AnswerText.route(routed.getRoute());
      case Signal signal ->
          "signal %s%s"
              .formatted(
                  signal.getKind().name().toLowerCase(Locale.ROOT),
                  signal.getReason() == null ? "" : ": " + text(signal.getReason()));
      case ChildAnswered child -> "child run answered: " + child.getStatus();
      case BudgetDecision budget -> budget.getGranted() ? "budget granted" : "budget denied";
      case Continue more -> "goes on with " + more.getWork();
      default -> body.getClass().getSimpleName();
    };
  }

  private static String ofResult(Object body) {
    return switch (body) {
      case TaskStarted _ -> "started";
      case TaskSucceeded _ -> "succeeded";
      case TaskFailed failed ->
          "failed (%s): %s"
              .formatted(
                  failed.getFailureClass().name().toLowerCase(Locale.ROOT),
                  text(failed.getMessage()));
      case Handoff handoff -> "hands over to " + handoff.getToRole();
      case Plan _ -> "planned";
      case NeedsInput input -> "asks: " + text(input.getQuestion());
      case Abandoned abandoned -> "gave the task back: " + text(abandoned.getReason());
      default -> body.getClass().getSimpleName();
    };
  }

  /** Foreign text on one line. */
  static String text(String text) {
    return Shown.line(text, MAX_TEXT);
  }
}
