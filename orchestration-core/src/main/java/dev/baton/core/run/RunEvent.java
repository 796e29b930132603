package dev.baton.core.run;

import dev.baton.core.id.RunId;
import dev.baton.core.id.TaskId;
import dev.baton.core.message.AgentCard;
import dev.baton.core.message.Citation;
import dev.baton.core.message.Content;
import dev.baton.core.message.Leased;
import dev.baton.core.message.ParentLink;
import dev.baton.core.message.Rejection;
import dev.baton.core.message.Request;
import dev.baton.core.message.Result;
import dev.baton.core.message.Route;
import dev.baton.core.message.Signal;
import dev.baton.core.message.Usage;
import dev.baton.core.message.WorkflowDefinition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Something that happens to a run. Every event brings its time, in whole milliseconds, so that
 * deciding needs no clock.
 */
public sealed interface RunEvent {
  /** Which run. */
  RunId runId();

  /** When the orchestrator applies it. */
  Instant at();

  /**
   * A request with its route: the first event of a run.
   *
   * @param runId which run
   * @param tenant whose run it is
   * @param madeAt when the router decided
   * @param at when it is applied
   * @param request the request as it came
   * @param requestDigest digest of the request without its correlation
   * @param origin where the request lay: topic-partition@offset
   * @param route where it goes and why
   * @param rejection set where the request is refused
   * @param workflow the definition that the run is pinned to
   * @param cards the cards of every role that the definition names
   * @param nested the definitions of every workflow that the definition names, directly or not
   * @param parent whose child the run is
   * @param leased what the run may spend only as far as its tenant's ledger leases it
   */
  record Routed(
      RunId runId,
      String tenant,
      Instant madeAt,
      Instant at,
      Request request,
      String requestDigest,
      String origin,
      Route route,
      Optional<Rejection> rejection,
      Optional<WorkflowDefinition> workflow,
      List<AgentCard> cards,
      List<WorkflowDefinition> nested,
      Optional<ParentLink> parent,
      Optional<Leased> leased)
      implements RunEvent {

    /** Copies the list. */
    public Routed {
      madeAt = millis(madeAt);
      at = millis(at);
      cards = List.copyOf(cards);
      nested = List.copyOf(nested);
    }

    /** A request of a tenant without a limit. */
    public Routed(
        RunId runId,
        String tenant,
        Instant madeAt,
        Instant at,
        Request request,
        String requestDigest,
        String origin,
        Route route,
        Optional<Rejection> rejection,
        Optional<WorkflowDefinition> workflow,
        List<AgentCard> cards,
        List<WorkflowDefinition> nested,
        Optional<ParentLink> parent) {
      this(
          runId,
          tenant,
          madeAt,
          at,
          request,
          requestDigest,
          origin,
          route,
          rejection,
          workflow,
          cards,
          nested,
          parent,
          Optional.empty());
    }

    /** The same of a tenant that may spend only what is leased to it. */
    public Routed leasing(Leased what) {
      return new Routed(
          runId,
          tenant,
          madeAt,
          at,
          request,
          requestDigest,
          origin,
          route,
          rejection,
          workflow,
          cards,
          nested,
          parent,
          Optional.of(what));
    }
  }

  /**
   * A worker said something about an attempt.
   *
   * @param result what it said
   * @param at when it is applied
   */
  record ResultReceived(Result result, Instant at) implements RunEvent {
    /** Cuts the time to milliseconds. */
    public ResultReceived {
      at = millis(at);
    }

    @Override
    public RunId runId() {
      return result.runId();
    }
  }

  /**
   * A person or a system said something to a run.
   *
   * @param runId which run
   * @param tenant whose run it is
   * @param madeAt when the router passed it on
   * @param at when it is applied
   * @param signal what was said
   */
  record SignalReceived(RunId runId, String tenant, Instant madeAt, Instant at, Signal signal)
      implements RunEvent {
    /** Cuts the times to milliseconds. */
    public SignalReceived {
      madeAt = millis(madeAt);
      at = millis(at);
    }
  }

  /**
   * A timer came due.
   *
   * @param runId which run
   * @param timer the timer's name inside its run
   * @param due when it was due
   * @param at when it is applied
   */
  record TimerFired(RunId runId, String timer, Instant due, Instant at) implements RunEvent {
    /** Cuts the times to milliseconds. */
    public TimerFired {
      due = millis(due);
      at = millis(at);
    }
  }

  /**
   * A child run gave its answer.
   *
   * @param runId which run
   * @param tenant whose run it is
   * @param madeAt when the child ended
   * @param at when it is applied
   * @param childRunId the child run
   * @param taskId the parent's task that the child carries out
   * @param attempt the attempt of that task
   * @param status the child's answer status
   * @param fieldsJson inline fields as a JSON object
   * @param content the child's answer
   * @param citations its sources
   * @param usage what the child cost
   * @param reason why the child's answer is not complete
   */
  record ChildAnswered(
      RunId runId,
      String tenant,
      Instant madeAt,
      Instant at,
      RunId childRunId,
      TaskId taskId,
      int attempt,
      String status,
      String fieldsJson,
      Optional<Content> content,
      List<Citation> citations,
      Usage usage,
      String reason)
      implements RunEvent {
    /** Copies the list. */
    public ChildAnswered {
      madeAt = millis(madeAt);
      at = millis(at);
      citations = List.copyOf(citations);
    }
  }

  /**
   * A tenant's ledger granted or denied a lease.
   *
   * @param runId which run
   * @param tenant whose run it is
   * @param madeAt when the ledger decided
   * @param at when it is applied
   * @param leaseId names the lease: the number of the run's request
   * @param granted whether it was granted
   * @param tokens tokens granted
   * @param costMicros money granted, in millionths of the installation's currency
   * @param reason why it was denied
   * @param drained whether less than was wanted is granted
   */
  record BudgetDecided(
      RunId runId,
      String tenant,
      Instant madeAt,
      Instant at,
      String leaseId,
      boolean granted,
      long tokens,
      long costMicros,
      Optional<String> reason,
      boolean drained)
      implements RunEvent {
    /** Cuts the times to milliseconds. */
    public BudgetDecided {
      madeAt = millis(madeAt);
      at = millis(at);
    }
  }

  /**
   * The machine goes on with what was too much for one event.
   *
   * @param runId which run
   * @param tenant whose run it is
   * @param madeAt when it was put off
   * @param at when it is applied
   * @param work which piece of work
   * @param cursor where it goes on from
   */
  record Continued(RunId runId, String tenant, Instant madeAt, Instant at, String work, long cursor)
      implements RunEvent {
    /** Cuts the times to milliseconds. */
    public Continued {
      madeAt = millis(madeAt);
      at = millis(at);
    }
  }

  /** The contract carries milliseconds; finer times would not survive the journey. */
  private static Instant millis(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS);
  }
}
