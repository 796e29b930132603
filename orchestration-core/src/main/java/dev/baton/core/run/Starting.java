package dev.baton.core.run;

import dev.baton.core.message.Budget;
import dev.baton.core.message.Request;
import dev.baton.core.run.Plan.UnusablePlanException;
import dev.baton.core.run.RunRecord.DefinitionRecord;
import dev.baton.core.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Begins a run and pins it to what its request brought. */
final class Starting {
  private Starting() {}

  static void decide(Draft draft, RunEvent.Routed routed, RunLimits limits, Plans plans) {
    Optional<RunHeader> header = draft.findHeader();
    if (header.isEmpty() || !repeats(draft, header.get())) {
      start(draft, routed, limits, plans);
    } else if (header.get().requestDigest().equals(routed.requestDigest())) {
      draft.record(new RunFact.EventSuperseded("routed", "the run has started"));
    } else if (header.get().refusals().contains(routed.origin())) {
      draft.record(new RunFact.EventSuperseded("routed", "the request was refused as a conflict"));
    } else {
      refuse(draft, routed);
    }
  }

  private static boolean repeats(Draft draft, RunHeader header) {
    return header.status() != RunStatus.FINISHED || draft.guards().isFinished(header);
  }

  private static void refuse(Draft draft, RunEvent.Routed routed) {
    draft.record(new RunFact.RequestRefusedAsConflict(routed.origin(), routed.requestDigest()));
    draft.emit(
        new Effect.RejectRequest(
            routed.runId(),
            routed.tenant(),
            routed.origin(),
            "idempotency key \"%s\": belongs to another request of run %s (expected: the same request, or another key)"
                .formatted(routed.request().idempotencyKey().orElse(""), routed.runId()),
            draft.at()));
  }

  private static void start(Draft draft, RunEvent.Routed routed, RunLimits limits, Plans plans) {
    DefinitionRecord definition =
        new DefinitionRecord(routed.workflow(), routed.cards(), routed.nested(), limits);
    try {
      rejectRefused(routed);
      Plan plan = plans.of(definition);
      pin(draft, routed, new Pinned(limits, plan.digest(), Optional.of(plan.workflow())));
      begin(draft, routed);
    } catch (UnusablePlanException e) {
      pin(draft, routed, new Pinned(limits, Plan.digest(definition), Optional.empty()));
      Finishing.refused(draft, String.valueOf(e.getMessage()));
    }
  }

  private static void rejectRefused(RunEvent.Routed routed) {
    routed
        .rejection()
        .ifPresent(rejection -> {
          throw new UnusablePlanException(rejection.code() + ": " + rejection.message());
        });
  }

  private record Pinned(RunLimits limits, String digest, Optional<Workflow> workflow) {}

  private static void pin(Draft draft, RunEvent.Routed routed, Pinned pinned) {
    Budget budget = budget(routed.request(), pinned.workflow());
    draft.record(
        new RunFact.RunStarted(
            routed.runId(),
            routed.tenant(),
            routed.request(),
            routed.requestDigest(),
            routed.origin(),
            routed.route(),
            routed.workflow(),
            routed.cards(),
            pinned.limits(),
            budget,
            pinned.digest(),
            draft.at(),
            deadline(routed, pinned, budget),
            routed.nested(),
            routed.parent(),
            routed.leased()));
  }

  private static void begin(Draft draft, RunEvent.Routed routed) {
    Instant deadline = draft.header().deadline();
    if (!deadline.isAfter(draft.at())) {
      Finishing.deadline(draft);
      return;
    }
    draft.record(new RunFact.TimerSet(RunKey.Timer.RUN.name(), deadline));
    draft.report(
        "routed", "", "", draft.plan().workflow().reference() + ": " + routed.route().reason());
    Scheduling.advance(draft);
  }

  private static Budget budget(Request request, Optional<Workflow> workflow) {
    Budget own = request.budget().orElse(Budget.none());
    Budget other = workflow.map(Workflow::budget).orElse(Budget.none());
    return new Budget(
        own.maxTokens().or(other::maxTokens),
        own.maxCostMicros().or(other::maxCostMicros),
        own.maxWallClock().or(other::maxWallClock),
        own.maxTasks().or(other::maxTasks));
  }

  /**
   * The earliest of what request, budget, workflow and installation allow, counted from the
   * router's decision.
   */
  private static Instant deadline(RunEvent.Routed routed, Pinned pinned, Budget budget) {
    Duration longest = pinned.limits().maxDeadline();
    Duration usual =
        pinned.workflow().flatMap(Workflow::deadline).orElse(pinned.limits().defaultDeadline());
    Duration most =
        budget.maxWallClock().filter(bound -> bound.compareTo(longest) < 0).orElse(longest);
    Instant asked = routed.request().deadline().orElse(routed.madeAt().plus(usual));
    Instant last = routed.madeAt().plus(most);
    return asked.isBefore(last) ? asked : last;
  }
}
