package dev.baton.core.run;

import dev.baton.core.cel.CelJson;
import dev.baton.core.id.TaskId;
import dev.baton.core.message.FailureClass;
import dev.baton.core.message.ResultBody;
import dev.baton.core.message.Signal;
import dev.baton.core.workflow.Step;
import dev.baton.core.workflow.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Tasks that no worker carries out: they wait for a person, for a system or for time to pass. Each
 * wait has its own deadline and says what counts when it has passed.
 */
final class Waiting {
  private static final String IN_TIME = "nobody answered in time";

  private Waiting() {}

  static void begin(Draft draft, TaskId id, TaskPlace place, Step step) {
    switch (step.work()) {
      case Work.Pause pause ->
          wait(draft, id, place, new Wait(step, Optional.empty(), draft.at().plus(pause.time())));
      case Work.Approve approve ->
          wait(draft, id, place, new Wait(step, text(step), due(draft, approve.deadline())));
      case Work.Ask ask ->
          wait(draft, id, place, new Wait(step, text(step), due(draft, ask.deadline())));
      case Work.Agent _, Work.Child _, Work.Planning _ ->
          throw new IllegalStateException("step " + step.name() + " is carried out by others");
    }
  }

  private record Wait(Step step, Optional<String> question, Instant due) {}

  private static void wait(Draft draft, TaskId id, TaskPlace place, Wait wait) {
    String waitsFor = wait.step().agent();
    draft.record(new TaskFact.WaitStarted(id, place, waitsFor, wait.question(), wait.due()));
    draft.report(
        "step", wait.step().name(), waitsFor, "waits: " + wait.question().orElse("time passes"));
  }

  private static Optional<String> text(Step step) {
    return Optional.of(step.objective().orElse(step.name()));
  }

  /** Early enough that a default can still take its course before the run ends. */
  static Instant due(Draft draft, Optional<Duration> wait) {
    Instant last = draft.header().deadline().minus(draft.plan().limits().grace());
    Instant asked = wait.map(draft.at()::plus).orElse(last);
    Instant due = asked.isBefore(last) ? asked : last;
    return due.isBefore(draft.at()) ? draft.at() : due;
  }

  /** The time is up. */
  static void timeIsUp(Draft draft, TaskId id, TaskRecord task) {
    switch (draft.plan().step(task.place().step()).work()) {
      case Work.Pause _ -> end(draft, id, Optional.empty(), Map.of());
      case Work.Approve approve when approve.otherwise() == Work.Verdict.APPROVE ->
          end(draft, id, Optional.empty(), approval("", IN_TIME));
      case Work.Approve _ -> giveUp(draft, id, task, IN_TIME + "; the default is deny");
      case Work.Ask ask when !ask.otherwise().isEmpty() ->
          end(draft, id, Optional.empty(), ask.otherwise());
      case Work.Ask _, Work.Agent _, Work.Child _, Work.Planning _ ->
          giveUp(draft, id, task, IN_TIME);
    }
  }

  /** A signal that was found to be meant for this question. */
  static void answered(Draft draft, Question question, Signal signal) {
    TaskId id = question.taskId();
    TaskRecord task = draft.task(id);
    switch (signal.kind()) {
      case DENY ->
          draft.record(
              new TaskFact.TaskGivenUp(
                  id,
                  task.place(),
                  task.role(),
                  new Failure(FailureClass.REFUSED, "denied by " + who(signal) + why(signal))));
      case APPROVE ->
          end(draft, id, signal.by(), approval(who(signal), signal.reason().orElse("")));
      case INPUT -> provided(draft, question, signal);
      case CANCEL, PAUSE, RESUME, UNKNOWN ->
          throw new IllegalStateException(signal.kind() + " answers no question");
    }
    Results.settle(draft, task);
  }

  private static void provided(Draft draft, Question question, Signal signal) {
    TaskId id = question.taskId();
    if (draft.plan().step(question.step()).work() instanceof Work.Ask ask) {
      Map<String, String> wanted = new TreeMap<>(signal.inputs());
      wanted.keySet().retainAll(ask.names());
      end(draft, id, signal.by(), wanted);
    } else {
      draft.record(new TaskFact.InputGiven(id, signal.inputs()));
      Dispatching.attempt(draft, id, draft.task(id));
    }
  }

  private static void end(Draft draft, TaskId id, Optional<String> by, Map<String, ?> fields) {
    draft.record(
        new TaskFact.WaitEnded(
            id,
            by,
            new ResultBody.TaskSucceeded(
                CelJson.write(fields), Optional.empty(), List.of(), Optional.empty())));
  }

  private static void giveUp(Draft draft, TaskId id, TaskRecord task, String message) {
    draft.record(
        new TaskFact.TaskGivenUp(
            id, task.place(), task.role(), new Failure(FailureClass.TIMEOUT, message)));
  }

  private static Map<String, ?> approval(String by, String reason) {
    return Map.of("approved", true, "by", by, "reason", reason);
  }

  private static String who(Signal signal) {
    return signal.by().orElse("somebody");
  }

  private static String why(Signal signal) {
    return signal.reason().map(reason -> ": " + reason).orElse("");
  }
}
