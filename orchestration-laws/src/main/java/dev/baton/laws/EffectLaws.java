package dev.baton.laws;

import static dev.baton.laws.BrokenInvariantException.unless;

import dev.baton.core.id.RunId;
import dev.baton.core.message.Answer;
import dev.baton.core.message.Task;
import dev.baton.core.run.Applied;
import dev.baton.core.run.CompensationFact;
import dev.baton.core.run.Effect;
import dev.baton.core.run.Fact;
import dev.baton.core.run.RunEvent;
import dev.baton.core.run.RunFact;
import dev.baton.core.run.TaskFact;
import java.util.ArrayList;
import java.util.List;

/** Whatever is sent follows from a fact, and every such fact sends something. */
final class EffectLaws {
  private EffectLaws() {}

  /**
   * Everything that one event sends.
   *
   * @param isChild whether the run answers another one
   */
  static void check(boolean isChild, Applied applied) {
    List<String> tasks = new ArrayList<>();
    List<Answer> answers = new ArrayList<>();
    List<RunId> started = new ArrayList<>();
    int toParent = 0;
    for (Effect effect : applied.effects()) {
      switch (effect) {
        case Effect.DispatchTask dispatch -> tasks.add(name(dispatch.task()));
        case Effect.TellRun told -> {
          if (told.event() instanceof RunEvent.Routed routed) {
            started.add(routed.runId());
          } else if (told.event() instanceof RunEvent.ChildAnswered) {
            toParent++;
          }
        }
        case Effect.PublishAnswer published -> answers.add(published.answer());
        case Effect.SendControl _,
            Effect.ContinueLater _,
            Effect.TellLedger _,
            Effect.RejectRequest _,
            Effect.ReportProgress _ -> {}
      }
    }
    List<String> dispatches = new ArrayList<>();
    List<RunId> starts = new ArrayList<>();
    List<Answer> given = new ArrayList<>();
    for (Fact fact : applied.entry().facts()) {
      switch (fact) {
        case TaskFact.TaskDispatched d ->
            dispatches.add(d.taskId() + "#" + d.attempt() + "@" + d.role());
        case CompensationFact.CompensationDispatched d ->
            dispatches.add(d.taskId() + "#" + d.attempt() + "@" + d.role());
        case TaskFact.ChildStarted c -> starts.add(c.childRunId());
        case RunFact.RunFinished f -> given.add(f.answer());
        default -> {}
      }
    }
    unless(
        tasks.equals(dispatches),
        "effects: a task was dispatched without its fact, or the other way round");
    unless(
        started.equals(starts),
        "effects: a child run was started without its fact, or the other way round");
    unless(
        isChild
            ? answers.isEmpty() && toParent == given.size()
            : answers.equals(given) && toParent == 0,
        "effects: an answer was published without its fact, or the other way round");
  }

  private static String name(Task task) {
    return task.taskId() + "#" + task.attempt() + "@" + task.role();
  }
}
