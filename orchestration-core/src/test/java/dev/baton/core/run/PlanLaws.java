package dev.baton.core.run;

import dev.baton.core.id.TaskId;
import dev.baton.core.message.AgentCard;
import dev.baton.core.run.LawBook.BrokenLawException;
import dev.baton.core.workflow.Step;
import dev.baton.core.workflow.Work;
import dev.baton.core.workflow.Workflow;
import dev.baton.core.workflow.WorkflowParser;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Watches the plan steps of one run and throws where a law about them is broken. */
final class PlanLaws {
  private final Map<TaskId, Integer> refused = new HashMap<>();
  private final Set<TaskId> accepted = new HashSet<>();
  private final Set<TaskId> withFallback = new HashSet<>();
  private final Map<TaskId, String> steps = new HashMap<>();

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
            holds(refused.merge(r.taskId(), 1, Integer::sum) <= 2, "a plan went back twice: " + r);
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
    holds(
        !planner || refused.getOrDefault(dispatched.taskId(), 0) < 2,
        "a planner was asked a third time: " + dispatched);
    holds(!planner || !accepted.contains(dispatched.taskId()), "planned again: " + dispatched);
  }

  private void checkAccepted(Workflow workflow, TaskFact.PlanAccepted fact) {
    holds(accepted.add(fact.taskId()), "a second plan was accepted: " + fact);
    String name = steps.getOrDefault(fact.taskId(), "");
    holds(workflow.step(name).work() instanceof Work.Planning, "no plan step: " + fact);
    Work.Planning work = (Work.Planning) workflow.step(name).work();
    Workflow planned = WorkflowParser.parse(fact.workflow().body());
    holds(work.allow().containsAll(planned.roles()), "a forbidden role was planned: " + fact);
    holds(planned.steps().size() <= work.maxSteps(), "too many steps were planned: " + fact);
    for (Step step : planned.steps()) {
      holds(step.work() instanceof Work.Agent, "more than work was planned: " + fact);
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
      holds(allowed, "a planned run got more than its step allows: " + routed);
    }
  }

  private static void holds(boolean condition, String law) {
    if (!condition) {
      throw new BrokenLawException("plan: " + law);
    }
  }
}
