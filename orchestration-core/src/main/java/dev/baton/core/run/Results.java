package dev.baton.core.run;

import dev.baton.core.cel.CelJson;
import dev.baton.core.message.FailureClass;
import dev.baton.core.message.Result;
import dev.baton.core.message.ResultBody;
import dev.baton.core.run.Failing.FailedAttempt;
import dev.baton.core.workflow.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What a worker's word means: it counts at most once, and only while somebody waits for it. */
final class Results {
  private Results() {}

  static void decide(Draft draft, Result result) {
    Optional<RunHeader> header = draft.findHeader();
    if (header.isEmpty()) {
      supersede(draft, result, "the run is unknown");
    } else if (draft.guards().isFinished(header.get())) {
      supersede(draft, result, "the run has ended");
    } else if (draft.isCompensating()) {
      draft.findTask(result.taskId()).ifPresent(task -> countEarlier(draft, result, task));
      Compensating.result(draft, result);
    } else {
      draft
          .findTask(result.taskId())
          .ifPresentOrElse(
              task -> {
                countEarlier(draft, result, task);
                ofWorker(draft, result, task);
                stopIfOverspent(draft);
              },
              () -> supersede(draft, result, "the task is unknown"));
    }
  }

  /** Whatever workers and prices do, a run stops as soon as it is known to have spent too much. */
  private static void stopIfOverspent(Draft draft) {
    if (!draft.isFinished()) {
      Budgeting.overspent(draft).ifPresent(reason -> Finishing.overspent(draft, reason));
    }
  }

  /** A worker that died has said nothing, but whoever goes on has read what it spent. */
  private static void countEarlier(Draft draft, Result result, TaskRecord task) {
    countEarlier(draft, result, earlier -> !task.withExecution(earlier).equals(task));
  }

  static void countEarlier(Draft draft, Result result, Predicate<Execution> isNews) {
    if (result.earlier().isEmpty()) {
      return;
    }
    List<Execution> grown =
        result.earlier().stream()
            .map(earlier -> new Execution(earlier.executionId(), earlier.usage()))
            .filter(isNews)
            .toList();
    if (!grown.isEmpty()) {
      draft.record(new TaskFact.EarlierExecutionsCounted(result.taskId(), result.attempt(), grown));
    }
  }

  private static void ofWorker(Draft draft, Result result, TaskRecord task) {
    Optional<Failure> wrong = Planning.wrongAnswer(draft, task, result);
    if (Children.isChild(task) && result.attempt() == task.attempt()) {
      supersede(draft, result, "a child run carries this attempt out");
    } else if (wrong.isPresent()) {
      failed(draft, result, task, wrong.get());
    } else {
      decide(draft, result, task);
    }
  }

  /** Whoever says it: a worker, or a child run by its answer. */
  static void decide(Draft draft, Result result, TaskRecord task) {
    switch (result.body()) {
      case ResultBody.TaskStarted started -> started(draft, result, task, started);
      case ResultBody.TaskSucceeded succeeded -> succeeded(draft, result, task, succeeded);
      case ResultBody.TaskFailed failed ->
          failed(draft, result, task, new Failure(failed.failureClass(), failed.message()));
      case ResultBody.Abandoned abandoned ->
          failed(draft, result, task, new Failure(FailureClass.ABANDONED, abandoned.reason()));
      case ResultBody.Handoff handoff -> handedOff(draft, result, task, handoff);
      case ResultBody.Plan _ -> planned(draft, result, task);
      case ResultBody.NeedsInput needs -> asked(draft, result, task, needs.question());
    }
  }

  private static void started(
      Draft draft, Result result, TaskRecord task, ResultBody.TaskStarted started) {
    Optional<String> refusal =
        draft.guards().refusesStart(task, draft.step(task.place().stepRound()), result);
    if (refusal.isPresent()) {
      supersede(draft, result, refusal.get());
      return;
    }
    Duration allowed = draft.plan().timeout(draft.plan().step(task.place().step()), task.role());
    Duration said = started.timeout();
    Duration timeout = said.isPositive() && said.compareTo(allowed) < 0 ? said : allowed;
    draft.record(
        new TaskFact.TaskStarted(
            result.taskId(),
            result.attempt(),
            execution(draft, result),
            draft.at().plus(timeout).plus(draft.plan().limits().grace())));
  }

  private static void succeeded(
      Draft draft, Result result, TaskRecord task, ResultBody.TaskSucceeded succeeded) {
    Optional<String> flaw = flaw(draft, succeeded);
    if (flaw.isPresent()) {
      failed(draft, result, task, new Failure(FailureClass.MALFORMED, flaw.get()));
      return;
    }
    Optional<String> refusal =
        draft.guards().refusesSuccess(task, draft.step(task.place().stepRound()), result);
    if (refusal.isPresent()) {
      supersede(draft, result, refusal.get());
      return;
    }
    draft.record(
        new TaskFact.TaskSucceeded(
            result.taskId(), result.attempt(), execution(draft, result), succeeded));
    OutsideEffects.certain(draft, result.taskId());
    draft
        .lack()
        .ifPresent(detail -> draft.record(new TaskFact.ResultIncomplete(result.taskId(), detail)));
    if (task.phase().isInFlight() && result.attempt() < task.attempt()) {
      Cancelling.stop(draft, result.taskId(), task.attempt(), "an earlier attempt succeeded");
    }
    settle(draft, task);
  }

  private static Optional<String> flaw(Draft draft, ResultBody.TaskSucceeded succeeded) {
    RunLimits limits = draft.plan().limits();
    if (succeeded.fieldsJson().length() > limits.maxFieldsLength()) {
      return Optional.of(
          tooLong("fields", succeeded.fieldsJson().length(), limits.maxFieldsLength()));
    }
    int length = Outputs.length(succeeded);
    if (length > limits.maxAnswerLength()) {
      return Optional.of(tooLong("inline content", length, limits.maxAnswerLength()));
    }
    Optional<Double> strange = succeeded.confidence().filter(sure -> !(sure >= 0.0 && sure <= 1.0));
    if (strange.isPresent()) {
      return Optional.of("confidence: %s (expected: 0 to 1)".formatted(strange.get()));
    }
    if (CelJson.isObject(succeeded.fieldsJson())) {
      return Optional.empty();
    }
    try {
      CelJson.parseObject(succeeded.fieldsJson()); // Says what is wrong.
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of("fields: " + e.getMessage());
    }
  }

  private static String tooLong(String what, int actual, int most) {
    return "%s: %d characters (expected: at most %d)".formatted(what, actual, most);
  }

  private static void handedOff(
      Draft draft, Result result, TaskRecord task, ResultBody.Handoff handoff) {
    Optional<Failure> flaw = Handoffs.refusal(draft, task, handoff);
    if (flaw.isPresent()) {
      failed(draft, result, task, flaw.get());
      return;
    }
    Optional<String> refusal =
        draft.guards().refusesFailure(task, draft.step(task.place().stepRound()), result);
    if (refusal.isPresent()) {
      supersede(draft, result, refusal.get());
    } else {
      Handoffs.follow(draft, result, task, execution(draft, result));
    }
  }

  /** The attempt is over, but the task is not: it goes on with a person's answer. */
  private static void asked(Draft draft, Result result, TaskRecord task, String question) {
    RunLimits limits = draft.plan().limits();
    if (question.isBlank()) {
      failed(draft, result, task, new Failure(FailureClass.MALFORMED, "the question is empty"));
      return;
    }
    if (Questions.open(draft).size() >= limits.maxQuestions()) {
      String message = "%d questions are open (expected: fewer)".formatted(limits.maxQuestions());
      failed(draft, result, task, new Failure(FailureClass.PERMANENT, message));
      return;
    }
    Optional<String> refusal =
        draft.guards().refusesFailure(task, draft.step(task.place().stepRound()), result);
    if (refusal.isPresent()) {
      supersede(draft, result, refusal.get());
      return;
    }
    draft.record(
        new TaskFact.InputRequested(
            result.taskId(),
            result.attempt(),
            execution(draft, result),
            new Question(result.taskId(), task.place().step(), question).text(),
            Waiting.due(draft, Optional.of(limits.answerWait()))));
    draft.report("step", task.place().step(), task.role(), "asks: " + question);
  }

  private static void planned(Draft draft, Result result, TaskRecord task) {
    Optional<String> refusal =
        draft.guards().refusesPlan(task, draft.step(task.place().stepRound()), result);
    if (refusal.isPresent()) {
      supersede(draft, result, refusal.get());
    } else {
      Planning.decide(draft, result, task, execution(draft, result));
    }
  }

  private static void failed(Draft draft, Result result, TaskRecord task, Failure failure) {
    Optional<String> refusal =
        draft.guards().refusesFailure(task, draft.step(task.place().stepRound()), result);
    if (refusal.isPresent()) {
      supersede(draft, result, refusal.get());
      return;
    }
    Optional<Duration> retryAfter =
        result.body() instanceof ResultBody.TaskFailed failed
            ? failed.retryAfter()
            : Optional.empty();
    Failing.attemptFailed(
        draft,
        new FailedAttempt(
            result.taskId(), failure, Optional.of(execution(draft, result)), retryAfter));
    settle(draft, task);
  }

  /** After a task changed: the step ends, or its next tasks are created. */
  static void settle(Draft draft, TaskRecord task) {
    Step step = draft.plan().step(task.place().step());
    StepRound round = task.place().stepRound();
    if (Closing.due(step, draft.step(round)).isEmpty()) {
      Dispatching.more(draft, step);
    }
    if (Closing.due(step, draft.step(round)).isPresent()) {
      Scheduling.advance(draft);
    }
  }

  static void supersede(Draft draft, Result result, String reason) {
    draft.record(
        new TaskFact.ResultSuperseded(
            result.taskId(),
            result.attempt(),
            execution(draft, result),
            reason,
            !(result.body() instanceof ResultBody.TaskStarted)));
  }

  static Execution execution(Draft draft, Result result) {
    return new Execution(draft.guards().execution(result), result.usage());
  }
}
