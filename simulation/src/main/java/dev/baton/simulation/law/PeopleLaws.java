package dev.baton.simulation.law;

import static dev.baton.simulation.law.BrokenInvariantException.unless;

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
import dev.baton.simulation.chance.RandomWorkflow;
import java.util.List;
import java.util.Optional;

/** A word counts only from whom it may come, and never makes work run again. */
final class PeopleLaws {
  private PeopleLaws() {}

  static void check(String tenant, RunStore before, Applied applied) {
    if (!(applied.entry().event() instanceof RunEvent.SignalReceived received)) {
      return;
    }
    Signal signal = received.signal();
    boolean stranger =
        !received.tenant().equals(tenant)
            || (signal.kind() == SignalKind.APPROVE
                && !signal.by().equals(Optional.of(RandomWorkflow.APPROVER)));
    List<Fact> facts = applied.entry().facts();
    unless(
        !stranger || LawBook.of(facts, RunFact.SignalApplied.class).findAny().isEmpty(),
        () -> "people: followed the word of a stranger: " + signal);
    boolean word = signal.kind() != SignalKind.RESUME;
    LawBook.of(facts, TaskFact.TaskDispatched.class)
        .filter(_ -> word)
        .flatMap(fact -> before.get(new RunKey.TaskKey(fact.taskId())).stream())
        .forEach(task ->
            unless(
                task.phase() == TaskPhase.ASKED,
                () -> "people: a word made work run again: " + task));
  }
}
