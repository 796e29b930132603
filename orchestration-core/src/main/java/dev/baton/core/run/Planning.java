package dev.baton.core.run;

import dev.baton.core.cel.CelJson;
import dev.baton.core.id.TaskId;
import dev.baton.core.message.AgentCard;
import dev.baton.core.message.FailureClass;
import dev.baton.core.message.Result;
import dev.baton.core.message.ResultBody;
import dev.baton.core.message.SliceEntry;
import dev.baton.core.message.SlicePart;
import dev.baton.core.message.Taint;
import dev.baton.core.run.RunRecord.PlanRecord;
import dev.baton.core.workflow.PlannedSteps;
import dev.baton.core.workflow.Step;
import dev.baton.core.workflow.Work;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Plan steps. Each task of one goes through three hands at most: a role plans, a child run carries
 * the plan out, and where neither comes to anything the step's fallback does the work itself. What
 * a planner says is a stranger's text: it chooses among the roles that the definition allows and
 * nothing else. A plan that cannot be used goes back once, with its flaws.
 */
final class Planning {
  /** The key of the slice entry that tells a planner what it may plan. */
  static final String KEY = Step.PLANNING;

  private static final int CHARACTERS_PER_TOKEN = 4;
  private static final int MAX_FLAWS = 20;
  private static final int MAX_FLAW = 400;
  private static final int MAX_RETURNED = 8_192;

  private Planning() {}

  /** Whether the next or present attempt of a task is a planner's. */
  static boolean isPlanning(Draft draft, TaskRecord task) {
    return workOf(draft, task).isPresent() && !task.rerouted() && !Children.isChild(task);
  }

  private static Optional<Work.Planning> workOf(Draft draft, TaskRecord task) {
    return draft.plan().step(task.place().step()).work() instanceof Work.Planning planning
        ? Optional.of(planning)
        : Optional.empty();
  }

  /** Why a worker's answer is not what its step asks for. */
  static Optional<Failure> wrongAnswer(Draft draft, TaskRecord task, Result result) {
    boolean planned = workOf(draft, task).isPresent();
    boolean byFallback = task.isByFallback(result.attempt());
    return switch (result.body()) {
      case ResultBody.Plan _ when !planned || byFallback ->
          Optional.of(
              new Failure(
                  FailureClass.PERMANENT,
                  "the worker answered with a plan (expected: a result; %s)"
                      .formatted(planned ? "its role does the work" : "the step is no plan step")));
      case ResultBody.TaskSucceeded _ when planned && !byFallback ->
          Optional.of(
              new Failure(
                  FailureClass.MALFORMED, "the worker answered with a result (expected: a plan)"));
      case ResultBody.Handoff _ when planned && !byFallback ->
          Optional.of(
              new Failure(
                  FailureClass.PERMANENT, "the worker answered with a handoff (expected: a plan)"));
      default -> Optional.empty();
    };
  }

  /** A planner's plan for a task that waits for one. */
  static void decide(Draft draft, Result result, TaskRecord task, Execution execution) {
    Work.Planning work = workOf(draft, task).orElseThrow();
    PlannedSteps steps =
        PlannedSteps.read(
            ((ResultBody.Plan) result.body()).steps(),
            new PlannedSteps.Bounds(
                allowed(draft, work),
                work.maxSteps(),
                work.maxTasks(),
                draft.plan().limits().maxFieldsLength()));
    if (steps.definition().isPresent()) {
      accept(draft, result, execution, steps);
    } else {
      refuse(draft, result, execution, steps);
    }
    Results.settle(draft, task);
  }

  /** The cards of the roles that a plan may use. */
  static List<AgentCard> allowed(Draft draft, Work.Planning work) {
    return draft.guards().plannable(work).stream()
        .flatMap(role -> draft.plan().findCard(role).stream())
        .toList();
  }

  private static void accept(Draft draft, Result result, Execution execution, PlannedSteps steps) {
    TaskId id = result.taskId();
    TaskRecord task = draft.task(id);
    draft.record(
        new TaskFact.PlanAccepted(
            id, result.attempt(), execution, steps.definition().orElseThrow()));
    draft.report("step", task.place().step(), task.role(), "its plan is accepted");
    Dispatching.attempt(draft, id, draft.task(id));
  }

  private static void refuse(Draft draft, Result result, Execution execution, PlannedSteps steps) {
    TaskId id = result.taskId();
    TaskRecord task = draft.task(id);
    int refused = record(draft, id).refused();
    List<String> flaws =
        steps.flaws().stream().limit(MAX_FLAWS).map(flaw -> cut(flaw, MAX_FLAW)).toList();
    draft.record(
        new TaskFact.PlanRefused(
            id, result.attempt(), execution, cut(steps.text(), MAX_RETURNED), flaws));
    draft.report("step", task.place().step(), task.role(), "its plan is refused: " + flaws.get(0));
    if (refused < draft.guards().repairs()) {
      Dispatching.attempt(draft, id, draft.task(id));
    } else {
      Failing.passOn(draft, id, flaw(flaws));
    }
  }

  /** Why a task failed whose plan was refused. */
  static Failure flaw(List<String> flaws) {
    return new Failure(FailureClass.MALFORMED, "the plan cannot be used: " + flaws.get(0));
  }

  static PlanRecord record(Draft draft, TaskId id) {
    return draft.find(new RunKey.PlanKey(id)).orElse(PlanRecord.NONE);
  }

  /** What a planner is told, beside the slice that its step reads. */
  static Slices.Slice added(Draft draft, Slices.Slice slice, TaskId id, TaskRecord task) {
    if (!isPlanning(draft, task)) {
      return slice;
    }
    PlanRecord record = record(draft, id);
    String fields = CelJson.write(told(draft, workOf(draft, task).orElseThrow(), record));
    int version = record.refused() + 1;
    int tokens = fields.length() / CHARACTERS_PER_TOKEN;
    SlicePart part = new SlicePart(id, Optional.empty(), fields, Optional.empty(), List.of());
    SliceEntry entry =
        new SliceEntry(KEY, version, task.place().step(), Taint.UNTRUSTED, tokens, List.of(part));
    return new Slices.Slice(
        Stream.concat(slice.refs().stream(), Stream.of(new SliceRef(KEY, version, tokens, 1, 0)))
            .toList(),
        Stream.concat(slice.entries().stream(), Stream.of(entry)).toList());
  }

  private static Map<String, Object> told(Draft draft, Work.Planning work, PlanRecord record) {
    Map<String, Object> told = new TreeMap<>();
    told.put("roles", allowed(draft, work).stream().map(Planning::told).toList());
    told.put("maxSteps", work.maxSteps());
    told.put("maxTasks", work.maxTasks());
    work.maxTokens().ifPresent(most -> told.put("maxTokens", most));
    if (record.refused() > 0) {
      told.put("refused", record.steps());
      told.put("flaws", record.flaws());
    }
    return told;
  }

  private static Map<String, Object> told(AgentCard card) {
    return Map.of(
        "role",
        card.role(),
        "description",
        card.description(),
        "skills",
        card.skills().stream()
            .map(skill -> Map.of("name", skill.name(), "description", skill.description()))
            .toList());
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most) + "…";
  }
}
