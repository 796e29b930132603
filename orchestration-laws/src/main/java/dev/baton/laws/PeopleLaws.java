package dev.baton.laws;

import static dev.baton.laws.BrokenInvariantException.unless;

import dev.baton.core.message.Signal;
import dev.baton.core.message.SignalKind;
import dev.baton.core.run.Applied;
import dev.baton.core.run.Fact;
import dev.baton.core.run.RunEvent;
import dev.baton.core.run.RunFact;
import dev.baton.core.run.RunKey;
import dev.baton.core.run.RunStore;
import dev.baton.core.run.TaskFact;
import dev.baton.core.run.TaskPhase;
import java.util.Optional;

/** A word counts only from whom it may come, and never makes work run again. */
final class PeopleLaws {
  private PeopleLaws() {}

  static void check(Circumstances circumstances, RunStore before, Applied applied) {
    if (!(applied.entry().event() instanceof RunEvent.SignalReceived received)) {
      return;
    }
    Signal signal = received.signal();
    boolean stranger =
        !received.tenant().equals(circumstances.tenant())
            || (signal.kind() == SignalKind.APPROVE
                && !signal.by().equals(Optional.of(circumstances.approver())));
    boolean word = signal.kind() != SignalKind.RESUME;
    for (Fact fact : applied.entry().facts()) {
      unless(
          !stranger || !(fact instanceof RunFact.SignalApplied),
          () -> "people: followed the word of a stranger: " + signal);
      if (word && fact instanceof TaskFact.TaskDispatched dispatched) {
        before
            .get(new RunKey.TaskKey(dispatched.taskId()))
            .ifPresent(task ->
                unless(
                    task.phase() == TaskPhase.ASKED,
                    () -> "people: a word made work run again: " + task));
      }
    }
  }
}
