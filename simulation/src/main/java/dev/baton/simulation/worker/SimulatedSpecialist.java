package dev.baton.simulation.worker;

import dev.baton.agent.model.ModelMessage;
import dev.baton.agent.model.ModelRequest;
import dev.baton.agent.task.Specialist;
import dev.baton.agent.task.TaskContext;
import dev.baton.agent.task.TaskOutcome;
import dev.baton.core.workflow.Work;
import dev.baton.schemas.Handoff;
import dev.baton.schemas.NeedsInput;
import dev.baton.schemas.Plan;
import dev.baton.schemas.Task;
import dev.baton.simulation.chance.Fault;
import dev.baton.simulation.worker.Calls.Call;
import java.util.List;
import java.util.Optional;

/** Asks its model a few times and says what came of it, which may be anything. */
final class SimulatedSpecialist implements Specialist {
  private static final int MOST_OUTPUT = 200;
  private static final String HUGE = "{\"x\":\"" + "x".repeat(17 * 1024) + "\"}";
  private static final String LARGE = "much ".repeat(SimulatedContent.INLINE_BYTES / 4);
  private static final List<String> LISTS =
      List.of("[]", "[\"x\"]", "[\"x\",\"y\"]", "[\"x\",\"y\",\"x\"]");
  private static final List<String> PLANS =
      List.of("steps: {", "steps:\n  a: {agent: nobody}\n", "steps:\n  a: {agent: role0}\n");

  private final Pod pod;

  SimulatedSpecialist(Pod pod) {
    this.pod = pod;
  }

  @Override
  public TaskOutcome perform(TaskContext context) throws InterruptedException {
    Task task = context.task();
    pod.begins(task);
    int calls = 1 + pod.scene().chance().of(task.getTaskId().hashCode(), 2);
    for (int call = 1; call <= calls; call++) {
      context.model().call(request(task, call), context.deadline());
    }
    return outcome(task);
  }

  private static ModelRequest request(Task task, int call) {
    return new ModelRequest(
        new Call(task.getTaskId(), call).text(),
        "",
        List.of(new ModelMessage.User("go on")),
        List.of(),
        Optional.empty(),
        MOST_OUTPUT);
  }

  private TaskOutcome outcome(Task task) {
    if (pod.strikes(Fault.LIES_GARBAGE)) {
      return TaskOutcome.fields("{\"n\":");
    }
    if (pod.strikes(Fault.LIES_HUGE_FIELDS)) {
      return TaskOutcome.fields(HUGE);
    }
    if (pod.strikes(Fault.PLANS_UNASKED)) {
      return new TaskOutcome.Planned(new Plan(PLANS.get(pod.scene().chance().size(PLANS.size()))));
    }
    if (pod.strikes(Fault.ASKS_A_PERSON)) {
      return new TaskOutcome.InputNeeded(new NeedsInput("which one?"));
    }
    if (pod.strikes(Fault.HANDS_OFF)) {
      return handoff();
    }
    if (task.getSkill().equals(Work.Planning.SKILL)) {
      int which = pod.scene().chance().of(task.getTaskId().hashCode() + task.getAttempt(), 100);
      boolean good = !pod.strikes(Fault.LIES_IN_A_PLAN);
      return new TaskOutcome.Planned(
          good ? SimulatedPlanner.good(which) : SimulatedPlanner.bad(which));
    }
    return success(task);
  }

  private TaskOutcome handoff() {
    int size = pod.scene().chance().size(9);
    String role = pod.strikes(Fault.HANDS_OFF_TO_NOBODY) ? "nobody" : "role" + size % 3;
    return new TaskOutcome.HandedOff(
        new Handoff(role, "goal", List.of(), "state " + size / 3, List.of(), "not mine"));
  }

  private TaskOutcome success(Task task) {
    int n = pod.scene().chance().of(31L * task.getTaskId().hashCode() + task.getAttempt(), 1000);
    // Every third text is too large to travel.
    return TaskOutcome.markdown(
        "said " + (n % 3 == 0 ? LARGE : "") + n,
        "{\"n\":%d,\"ok\":%s,\"list\":%s}".formatted(n, (n / 4) % 2 == 0, LISTS.get(n % 4)),
        List.of());
  }
}
