package dev.baton.orchestrator.stream;

import dev.baton.core.run.RunEvent;
import dev.baton.orchestrator.stream.RunApplier.Refusal;
import java.util.Optional;

/** What an incoming record is good for. */
sealed interface Input {

  /**
   * An event to apply.
   *
   * @param event the event
   * @param refusal why the record belongs to the dead letters all the same: the event stands in for
   *     it
   */
  record Event(RunEvent event, Optional<Refusal> refusal) implements Input {}

  /**
   * Nothing but a dead letter.
   *
   * @param refusal why
   */
  record Poison(Refusal refusal) implements Input {}
}
