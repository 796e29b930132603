package dev.baton.laws;

import static dev.baton.laws.BrokenInvariantException.unless;

import dev.baton.core.id.TaskId;
import dev.baton.core.message.AgentCard;
import dev.baton.core.run.Applied;
import dev.baton.core.run.Effect;
import dev.baton.core.run.Fact;
import dev.baton.core.run.RunEvent;
import dev.baton.core.run.TaskFact;
import dev.baton.core.workflow.Step;
import dev.baton.core.workflow.Work;
import dev.baton.core.workflow.Workflow;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Watches the plan steps of one run and throws where a law about them is broken. */
final class PlanLaws {
  private final Function<String, Workflow> parser;
  private final Map<TaskId, Integer> refused = new HashMap<>();
  private final Set<TaskId> accepted = new HashSet<>();
  private final Set<TaskId> withFallback = new HashSet<>();
  private final Map<TaskId, String> steps = new HashMap<>();

  PlanLaws(Circumstances circumstances) {
    this.parser = circumstances.parser();
  }

  PlanLaws(PlanLaws other) {
    parser = other.parser;
    refused.putAll(other.refused);
    accepted.addAll(other.accepted);
    withFallback.addAll(other.withFallback);
    steps.putAll(other.steps);
  }

  List<Object> memory() {
    return List.of(refused, accepted, withFallback, steps);
  }

  /** One event of the run, the first time that it is applied. */
  void check(Workflow workflow, Applied applied) {
    for (Fact fact : applied.entry().facts()) {
      switch (fact) {
        case TaskFact.TaskDispatched d -> {
          steps.put(d.taskId(), d.place().step());
          checkDispatch(workflow, d);
        }
        case TaskFact.TaskRerouted r -> withFallback.add(r.taskId());
        case TaskFact.PlanRefused r ->
            unless(
                refused.merge(r.taskId(), 1, Integer::sum) <= 2,
                () -> "plan: a plan went back twice: " + r);
        case TaskFact.PlanAccepted a -> checkAccepted(workflow, a);
        default -> {}
      }
    }
    applied.effects().forEach(effect -> checkChild(workflow, effect));
  }

  /** Whoever had two plans refused is not asked again. */
  private void checkDispatch(Workflow workflow, TaskFact.TaskDispatched dispatched) {
    boolean planner =
        workflow.step(dispatched.place().step()).work() instanceof Work.Planning work
            && work.planner().equals(dispatched.role())
            && !withFallback.contains(dispatched.taskId());
    unless(
        !planner || refused.getOrDefault(dispatched.taskId(), 0) < 2,
        () -> "plan: a planner was asked a third time: " + dispatched);
    unless(
        !planner || !accepted.contains(dispatched.taskId()),
        () -> "plan: planned again: " + dispatched);
  }

  private void checkAccepted(Workflow workflow, TaskFact.PlanAccepted fact) {
    unless(accepted.add(fact.taskId()), () -> "plan: a second plan was accepted: " + fact);
    String name = steps.getOrDefault(fact.taskId(), "");
    unless(
        workflow.step(name).work() instanceof Work.Planning, () -> "plan: no plan step: " + fact);
    Work.Planning work = (Work.Planning) workflow.step(name).work();
    Workflow planned = parser.apply(fact.workflow().body());
    unless(
        work.allow().containsAll(planned.roles()),
        () -> "plan: a forbidden role was planned: " + fact);
    unless(
        planned.steps().size() <= work.maxSteps(),
        () -> "plan: too many steps were planned: " + fact);
    for (Step step : planned.steps()) {
      unless(step.work() instanceof Work.Agent, () -> "plan: more than work was planned: " + fact);
    }
  }

  /** A planned run is told of no role and given no more tasks than its step allows. */
  private static void checkChild(Workflow workflow, Effect effect) {
    if (effect instanceof Effect.TellRun told
        && told.event() instanceof RunEvent.Routed routed
        && routed.workflow().orElseThrow().name().equals("planned")) {
      boolean allowed =
          workflow.steps().stream()
              .anyMatch(step ->
                  step.work() instanceof Work.Planning work
                      && work.allow()
                          .containsAll(routed.cards().stream().map(AgentCard::role).toList())
                      && routed.request().budget().orElseThrow().maxTasks().orElseThrow()
                          <= work.maxTasks());
      unless(allowed, () -> "plan: a planned run got more than its step allows: " + routed);
    }
  }
}
