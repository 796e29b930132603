package dev.baton.core.run;

import dev.baton.core.id.RunId;
import dev.baton.core.id.TaskId;
import dev.baton.core.message.AgentCard;
import dev.baton.core.message.Answer;
import dev.baton.core.message.Budget;
import dev.baton.core.message.Leased;
import dev.baton.core.message.ParentLink;
import dev.baton.core.message.Request;
import dev.baton.core.message.Route;
import dev.baton.core.message.Signal;
import dev.baton.core.message.SignalKind;
import dev.baton.core.message.WorkflowDefinition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Something that was decided about a run as a whole. */
public sealed interface RunFact extends Fact {

  /**
   * The run began, and is pinned to what stands here.
   *
   * @param runId which run
   * @param tenant whose run it is
   * @param request what was asked
   * @param requestDigest its digest
   * @param origin where it lay
   * @param route where it goes and why
   * @param workflow the definition; absent where the request was refused
   * @param cards the cards of every role that it names
   * @param limits the installation's bounds
   * @param budget the bounds in force
   * @param planDigest digest of workflow, cards and limits
   * @param startedAt when
   * @param deadline when the run ends at the latest
   * @param nested the definitions of every workflow that the definition names, directly or not
   * @param parent whose child the run is
   * @param leased what the run may spend only as far as its tenant's ledger leases it
   */
  record RunStarted(
      RunId runId,
      String tenant,
      Request request,
      String requestDigest,
      String origin,
      Route route,
      Optional<WorkflowDefinition> workflow,
      List<AgentCard> cards,
      RunLimits limits,
      Budget budget,
      String planDigest,
      Instant startedAt,
      Instant deadline,
      List<WorkflowDefinition> nested,
      Optional<ParentLink> parent,
      Optional<Leased> leased)
      implements RunFact {
    /** Copies the lists. */
    public RunStarted {
      cards = List.copyOf(cards);
      nested = List.copyOf(nested);
    }
  }

  /**
   * Another request came with the run's key.
   *
   * @param origin where it lay
   * @param requestDigest its digest
   */
  record RequestRefusedAsConflict(String origin, String requestDigest) implements RunFact {}

  /**
   * A timer was set.
   *
   * @param timer its name inside the run
   * @param due when it fires
   */
  record TimerSet(String timer, Instant due) implements RunFact {}

  /**
   * A timer is not needed any more.
   *
   * @param timer its name inside the run
   */
  record TimerCleared(String timer) implements RunFact {}

  /**
   * Any other event came too late or twice.
   *
   * @param event which kind of event
   * @param reason why it does not count
   */
  record EventSuperseded(String event, String reason) implements RunFact {}

  /**
   * A signal was followed.
   *
   * @param kind what was asked
   * @param signalId the signal's id
   * @param by who sent it
   * @param reason why
   */
  record SignalApplied(
      SignalKind kind, Optional<String> signalId, Optional<String> by, Optional<String> reason)
      implements RunFact {
    static SignalApplied of(Signal signal) {
      return new SignalApplied(signal.kind(), signal.signalId(), signal.by(), signal.reason());
    }
  }

  /**
   * A signal was not followed.
   *
   * @param kind what was asked
   * @param signalId the signal's id
   * @param reason why not
   */
  record SignalIgnored(SignalKind kind, Optional<String> signalId, String reason)
      implements RunFact {}

  /**
   * Nothing new is dispatched until the run is resumed.
   *
   * @param at when
   */
  record RunPaused(Instant at) implements RunFact {}

  /**
   * The run goes on.
   *
   * @param at when
   */
  record RunResumed(Instant at) implements RunFact {}

  /**
   * The tenant's ledger was asked for more; what does not fit waits.
   *
   * @param number of the request, from 1
   * @param leastTokens with fewer tokens the run cannot go on
   * @param leastCostMicros with less money the run cannot go on
   * @param tokens tokens that it would like to have
   * @param costMicros money that it would like to have, in millionths of the installation's
   *     currency
   * @param due when the run goes on as if it were denied
   */
  record LeaseRequested(
      int number, long leastTokens, long leastCostMicros, long tokens, long costMicros, Instant due)
      implements RunFact {}

  /**
   * The tenant's ledger leased more to the run.
   *
   * @param number of the request
   * @param tokens tokens that came
   * @param costMicros money that came, in millionths of the installation's currency
   * @param drained whether it is less than the run would have liked
   */
  record LeaseGranted(int number, long tokens, long costMicros, boolean drained)
      implements RunFact {}

  /**
   * The tenant's ledger leases no more to the run.
   *
   * @param number of the request
   * @param reason names the tenant's limit
   */
  record LeaseDenied(int number, String reason) implements RunFact {}

  /**
   * The run saves what is left of its budget.
   *
   * @param rung how far it goes
   * @param reason why
   */
  record BudgetDegraded(Rung rung, String reason) implements RunFact {}

  /**
   * The run ended.
   *
   * @param answer the whole answer
   */
  record RunFinished(Answer answer) implements RunFact {}

  /**
   * Records of a finished run were removed. The header stays as its gravestone.
   *
   * @param tasks these tasks
   * @param steps these steps and their lists
   * @param entries these blackboard entries
   * @param complete whether nothing but the gravestone is left
   */
  record RecordsRemoved(
      List<TaskId> tasks, List<StepRound> steps, List<String> entries, boolean complete)
      implements RunFact {
    /** Copies the lists. */
    public RecordsRemoved {
      tasks = List.copyOf(tasks);
      steps = List.copyOf(steps);
      entries = List.copyOf(entries);
    }
  }

  /**
   * Nothing is left of a run that ended long ago. Whatever still comes for it is recorded and
   * changes nothing; a request with its key is a new run.
   *
   * @param at when
   */
  record GravestoneRemoved(Instant at) implements RunFact {}
}
