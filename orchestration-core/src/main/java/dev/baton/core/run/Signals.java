package dev.baton.core.run;

import dev.baton.core.message.Signal;
import java.time.Instant;
import java.util.Optional;

/** What a person's or a system's word means. */
final class Signals {
  private Signals() {}

  static void decide(Draft draft, RunEvent.SignalReceived received) {
    Signal signal = received.signal();
    Optional<String> refusal = refusal(draft, received.tenant(), signal);
    if (refusal.isPresent()) {
      draft.record(new RunFact.SignalIgnored(signal.kind(), signal.signalId(), refusal.get()));
      return;
    }
    draft.record(RunFact.SignalApplied.of(signal));
    switch (signal.kind()) {
      case CANCEL -> Finishing.cancelled(draft, signal.reason().orElse("by a signal"));
      case PAUSE -> pause(draft);
      case RESUME -> resume(draft);
      case APPROVE, DENY, INPUT -> Waiting.answered(draft, Questions.meant(draft, signal), signal);
      case UNKNOWN -> throw new IllegalStateException(signal.kind() + " cannot be applied");
    }
  }

  private static Optional<String> refusal(Draft draft, String tenant, Signal signal) {
    Optional<RunHeader> header = draft.findHeader();
    if (header.isEmpty()) {
      return Optional.of("the run is unknown");
    }
    if (draft.guards().isFinished(header.get())) {
      return Optional.of("the run has ended");
    }
    if (draft.isCompensating()) {
      return Optional.of(Compensating.UNDER_WAY);
    }
    if (!draft.guards().isOf(header.get(), tenant)) {
      return Optional.of("the run belongs to another tenant");
    }
    if (signal.signalId().filter(header.get().signals()::contains).isPresent()) {
      return Optional.of("the signal was applied");
    }
    return switch (signal.kind()) {
      case CANCEL -> Optional.empty();
      case PAUSE -> draft.isPaused() ? Optional.of("the run is paused") : Optional.empty();
      case RESUME -> draft.isPaused() ? Optional.empty() : Optional.of("the run is not paused");
      case APPROVE, DENY, INPUT -> Questions.refusal(draft, signal);
      case UNKNOWN -> Optional.of("its kind is unknown");
    };
  }

  private static void pause(Draft draft) {
    draft.record(new RunFact.RunPaused(draft.at()));
    Instant due = draft.at().plus(draft.plan().limits().maxPause());
    if (due.isBefore(draft.header().deadline())) {
      draft.record(new RunFact.TimerSet(RunKey.Timer.PAUSE.name(), due));
    }
  }

  /** Goes on, by a signal or because the pause has lasted long enough. */
  static void resume(Draft draft) {
    if (draft.find(RunKey.Timer.PAUSE).isPresent()) {
      draft.record(new RunFact.TimerCleared(RunKey.Timer.PAUSE.name()));
    }
    draft.record(new RunFact.RunResumed(draft.at()));
    Scheduling.goOn(draft);
  }
}
