package dev.baton.core.run;

import dev.baton.core.id.TaskId;
import dev.baton.core.message.FailureClass;
import dev.baton.core.run.RunRecord.EffectRecord;
import dev.baton.core.workflow.Step;
import java.util.Optional;

/**
 * Remembers what a run did outside, of the steps that say how it is taken back. An effect may have
 * happened from the first dispatch on, whatever a worker says; it is ruled out only where no
 * attempt was ever begun.
 */
final class OutsideEffects {
  private OutsideEffects() {}

  static void possible(Draft draft, TaskId id, Step step) {
    if (step.compensate().isPresent() && find(draft, id).isEmpty()) {
      draft.record(new CompensationFact.EffectPossible(id, step.name()));
    }
  }

  static void certain(Draft draft, TaskId id) {
    if (find(draft, id).isPresent()) {
      draft.record(new CompensationFact.EffectCertain(id));
    }
  }

  static void failed(Draft draft, TaskId id, String step, FailureClass failure) {
    if (!draft.guards().rulesOut(failure)) {
      unknown(draft, id);
    } else if (find(draft, id).filter(effect -> !effect.unknown()).isPresent()) {
      draft.record(new CompensationFact.EffectRuledOut(id, step));
    }
  }

  static void unknown(Draft draft, TaskId id) {
    if (find(draft, id).filter(effect -> !effect.unknown()).isPresent()) {
      draft.record(new CompensationFact.EffectUnknown(id));
    }
  }

  private static Optional<EffectRecord> find(Draft draft, TaskId id) {
    // Most workflows take nothing back, and a look at each result costs them more than it brings.
    return draft.plan().compensates() ? draft.find(new RunKey.EffectOf(id)) : Optional.empty();
  }
}
