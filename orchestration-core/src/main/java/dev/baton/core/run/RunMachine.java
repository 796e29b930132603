package dev.baton.core.run;

import dev.baton.core.run.RunRecord.LogPosition;
import java.util.Optional;

/**
 * Decides what events mean for runs.
 *
 * <p>Workers answer in any order and Kafka may deliver an answer twice, so a result counts at most
 * once and a finished run ignores everything. Deciding needs no clock, no randomness and no I/O:
 * the same state and event always give the same decision. One event writes a bounded number of
 * records and has at most {@value Decision#MAX_EFFECTS} effects; wider work goes on through
 * continue events. Thread-safe: an instance keeps nothing but compiled plans and ids of tasks, a
 * bounded number of them.
 */
public final class RunMachine {
  /**
   * Written into every run log record. Raised when the same state and event lead to another
   * decision.
   */
  public static final String VERSION = "2";

  private final RunLimits limits;
  private final Guards guards;
  private final Plans plans;

  /** A machine whose new runs are pinned to these limits. Runs under way keep theirs. */
  public RunMachine(RunLimits limits) {
    this(limits, new Guards());
  }

  RunMachine(RunLimits limits, Guards guards) {
    this(limits, guards, new Plans());
  }

  /** A machine that shares its compiled plans. */
  RunMachine(RunLimits limits, Guards guards, Plans plans) {
    this.limits = limits;
    this.guards = guards;
    this.plans = plans;
  }

  /**
   * Decides what an event means. The view is only read.
   *
   * @param view the records of the event's run
   */
  public Decision decide(RunStore view, RunEvent event) {
    return draft(view, event).decision();
  }

  private Draft draft(RunStore view, RunEvent event) {
    Draft draft = new Draft(view, event, plans, guards);
    switch (event) {
      case RunEvent.Routed routed -> Starting.decide(draft, routed, limits, plans);
      case RunEvent.ResultReceived received -> Results.decide(draft, received.result());
      case RunEvent.SignalReceived received -> Signals.decide(draft, received);
      case RunEvent.TimerFired fired -> Timers.decide(draft, fired);
      case RunEvent.Continued continued -> goOn(draft, continued);
      case RunEvent.ChildAnswered answered -> Children.answered(draft, answered);
      case RunEvent.BudgetDecided decided -> Leasing.decided(draft, decided);
    }
    return draft;
  }

  /**
   * Decides, writes the state that the facts make and numbers the run log entry: everything that
   * the service does with an event but performing its effects. The facts were folded while they
   * were decided, so they are not folded again; {@link Evolution} makes the same state of them.
   */
  public Applied apply(RunStore store, RunEvent event) {
    Draft draft = draft(store, event);
    long next = store.get(new RunKey.Log()).map(LogPosition::seq).orElse(0L) + 1;
    // The last entry of a run that is forgotten with it is still the run's.
    Optional<RunHeader> header = draft.findHeader().or(() -> store.get(new RunKey.Header()));
    draft.commit(next);
    Decision decision = draft.decision();
    RunLogEntry entry =
        new RunLogEntry(
            event.runId(),
            header.map(RunHeader::tenant).orElse(""),
            header.isPresent() ? next : 0,
            event.at(),
            VERSION,
            event,
            decision.facts());
    return new Applied(entry, decision.effects());
  }

  /** Remembers the number of the last entry for as long as there is anything of the run. */
  static void number(RunStore store, long seq) {
    if (store.get(new RunKey.Header()).isPresent()) {
      store.put(new RunKey.Log(), new LogPosition(seq));
    }
  }

  private static void goOn(Draft draft, RunEvent.Continued continued) {
    Optional<String> refusal = resume(draft, continued.work(), continued.cursor());
    refusal.ifPresent(reason -> draft.record(new RunFact.EventSuperseded("continue", reason)));
  }

  private static Optional<String> resume(Draft draft, String work, long cursor) {
    Optional<RunHeader> header = draft.findHeader();
    if (header.isEmpty()) {
      return Optional.of("the run is unknown");
    }
    if (draft.isCompensating()) {
      return work.startsWith(Cancelling.WORK)
          ? Cancelling.goOn(draft, work, cursor)
          : Optional.of(Compensating.UNDER_WAY);
    }
    if (work.equals(Purging.WORK)) {
      return draft.isFinished() ? Purging.goOn(draft, cursor) : Optional.of("the run is open");
    }
    if (draft.guards().isFinished(header.get())) {
      return Optional.of("the run has ended");
    }
    if (work.startsWith(Dispatching.WORK)) {
      return Dispatching.goOn(draft, work, cursor);
    }
    return work.startsWith(Cancelling.WORK)
        ? Cancelling.goOn(draft, work, cursor)
        : Optional.of("the work '" + work + "' is unknown");
  }
}
