package dev.baton.core.run;

import dev.baton.core.cel.CelJson;
import dev.baton.core.id.Digests;
import dev.baton.core.id.RunId;
import dev.baton.core.id.RunIds;
import dev.baton.core.id.TaskId;
import dev.baton.core.message.Answer;
import dev.baton.core.message.AnswerStatus;
import dev.baton.core.message.Budget;
import dev.baton.core.message.FailureClass;
import dev.baton.core.message.ParentLink;
import dev.baton.core.message.Request;
import dev.baton.core.message.Result;
import dev.baton.core.message.ResultBody;
import dev.baton.core.message.Route;
import dev.baton.core.message.RouteKind;
import dev.baton.core.message.RouteStage;
import dev.baton.core.message.Signal;
import dev.baton.core.message.SignalKind;
import dev.baton.core.message.WorkflowDefinition;
import dev.baton.core.run.RunRecord.DefinitionRecord;
import dev.baton.core.workflow.Step;
import dev.baton.core.workflow.Work;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Child runs: an attempt of a step's task may be a run of its own. Its id follows from task and
 * attempt, so that starting it twice is the same run. Deadline, budget and cancel flow down; its
 * answer and its cost flow up, as a result like a worker's.
 */
final class Children {
  /** In the place of a role. */
  static final String DOER = new Work.Child("any").doer();

  /** How what a partial child lacks begins. */
  static final String INCOMPLETE = "child run is partial: ";

  private static final int ROOT = 1;

  private Children() {}

  static boolean isChild(Draft draft, TaskRecord task) {
    return draft.plan().step(task.place().step()).work() instanceof Work.Child;
  }

  /** Gives the next attempt of a task to a child run. */
  static void start(Draft draft, TaskId id, TaskRecord task, Budgeting.Grant grant) {
    Step step = draft.plan().step(task.place().step());
    int depth = draft.request().parent().map(ParentLink::depth).orElse(ROOT) + 1;
    int most = draft.plan().limits().maxDepth();
    if (depth > most) {
      String message = "depth of child runs: %d (expected: at most %d)".formatted(depth, most);
      Failure failure = new Failure(FailureClass.PERMANENT, message);
      draft.record(new TaskFact.TaskGivenUp(id, task.place(), task.role(), failure));
      return;
    }
    WorkflowDefinition workflow = draft.plan().nested(((Work.Child) step.work()).name());
    ParentLink parent = new ParentLink(draft.runId(), id, task.attempt() + 1, depth);
    Instant deadline = deadline(draft, step, task);
    RunId child = RunIds.ofChild(id, parent.attempt());
    draft.record(
        new TaskFact.ChildStarted(
            id,
            task.place(),
            parent.attempt(),
            child,
            workflow.name() + "@" + workflow.version(),
            grant.tokens().orElse(0L),
            grant.costMicros().orElse(0L),
            deadline.plus(draft.plan().limits().grace()),
            draft.at()));
    Request request = request(draft, step, task, new Bounds(deadline, grant));
    draft.emit(new Effect.TellRun(routed(draft, child, request, new Lineage(parent, workflow))));
  }

  private record Bounds(Instant deadline, Budgeting.Grant grant) {}

  private record Lineage(ParentLink parent, WorkflowDefinition workflow) {}

  /** Early enough that its answer, even a partial one, finds the parent still waiting. */
  private static Instant deadline(Draft draft, Step step, TaskRecord task) {
    Instant last = Dispatching.deadline(draft, task.place().stepRound());
    Instant asked = step.timeout().map(draft.at()::plus).orElse(last);
    Instant first = asked.isBefore(last) ? asked : last;
    return first.minus(draft.plan().limits().grace());
  }

  private static Request request(Draft draft, Step step, TaskRecord task, Bounds bounds) {
    Request asked = draft.request().request();
    Budget own = draft.header().budget();
    int tasks = draft.header().spending().dispatches();
    Budget budget =
        new Budget(
            bounds.grant().tokens(),
            bounds.grant().costMicros(),
            Optional.empty(),
            own.maxTasks().map(most -> Math.max(1, most - tasks)));
    return new Request(
        step.objective().or(() -> task.place().item()).orElse(asked.goal()),
        inputs(draft, step, asked),
        Optional.empty(),
        Optional.empty(),
        Optional.of(budget),
        Optional.of(bounds.deadline()),
        asked.priority(),
        asked.conversationId(),
        asked.history(),
        Map.of());
  }

  /** What the step reads goes down as inputs, each entry as JSON under its key. */
  private static Map<String, String> inputs(Draft draft, Step step, Request asked) {
    Map<String, String> inputs = new TreeMap<>(asked.inputs());
    for (var entry : Slices.of(draft, step).entries()) {
      List<Map<String, Object>> parts =
          entry.parts().stream()
              .map(part ->
                  Map.<String, Object>of(
                      "text",
                      part.content().flatMap(content -> content.text()).orElse(""),
                      "fields",
                      CelJson.parseObject(part.fieldsJson())))
              .toList();
      inputs.put(entry.key(), CelJson.write(parts));
    }
    return inputs;
  }

  private static RunEvent routed(Draft draft, RunId child, Request request, Lineage lineage) {
    DefinitionRecord pinned = draft.definition();
    ParentLink parent = lineage.parent();
    return new RunEvent.Routed(
        child,
        draft.header().tenant(),
        draft.at(),
        draft.at(),
        request,
        Digests.sha256(parent.taskId().value(), Integer.toString(parent.attempt())),
        "run " + parent.runId(),
        Route.plain(
            RouteKind.WORKFLOW,
            lineage.workflow().name(),
            RouteStage.HINT,
            "a step of run " + parent.runId(),
            draft.request().route().routerVersion()),
        Optional.empty(),
        Optional.of(lineage.workflow()),
        pinned.cards(),
        pinned.nested(),
        Optional.of(parent));
  }

  /** Tells the child of the attempt in flight that nobody waits for it. */
  static void cancel(Draft draft, TaskId id, int attempt, String reason) {
    RunId child = RunIds.ofChild(id, attempt);
    Signal signal =
        new Signal(
            child,
            Optional.of("parent-" + attempt),
            SignalKind.CANCEL,
            Optional.empty(),
            Optional.of("run " + draft.runId()),
            Optional.of(reason),
            Map.of());
    String tenant = draft.header().tenant();
    draft.emit(
        new Effect.TellRun(
            new RunEvent.SignalReceived(child, tenant, draft.at(), draft.at(), signal)));
  }

  /** A child's answer is to its parent what a worker's result is. */
  static void answered(Draft draft, RunEvent.ChildAnswered child) {
    boolean waits =
        draft.findHeader().isPresent()
            && !draft.guards().isFinished(draft.header())
            && draft.findTask(child.taskId()).filter(task -> isChild(draft, task)).isPresent();
    boolean known = child.childRunId().equals(RunIds.ofChild(child.taskId(), child.attempt()));
    if (!waits || !known) {
      draft.record(
          new RunFact.EventSuperseded("child answered", "no task waits for this child run"));
      return;
    }
    String name = "child run " + child.childRunId();
    Result result =
        new Result(
            child.taskId(),
            child.runId(),
            child.attempt(),
            child.childRunId().toString(),
            name,
            child.madeAt(),
            child.madeAt(),
            child.usage(),
            body(child, name));
    if (status(child) == AnswerStatus.PARTIAL) {
      draft.lacks(INCOMPLETE + child.reason());
    }
    Results.decide(draft, result);
  }

  private static ResultBody body(RunEvent.ChildAnswered child, String name) {
    return switch (status(child)) {
      case COMPLETE, PARTIAL ->
          new ResultBody.TaskSucceeded(
              child.fieldsJson(), child.content(), child.citations(), Optional.empty());
      case CANCELLED -> new ResultBody.Abandoned(name + " was cancelled: " + child.reason());
      case FAILED, UNKNOWN ->
          new ResultBody.TaskFailed(
              FailureClass.PERMANENT, name + " failed: " + child.reason(), Optional.empty());
    };
  }

  static AnswerStatus status(RunEvent.ChildAnswered child) {
    return List.of(AnswerStatus.values()).stream()
        .filter(status -> status.name().equals(child.status()))
        .findFirst()
        .orElse(AnswerStatus.UNKNOWN);
  }

  /** The one answer of a child run. */
  static Effect tellParent(ParentLink parent, Answer answer) {
    return new Effect.TellRun(
        new RunEvent.ChildAnswered(
            parent.runId(),
            answer.tenant(),
            answer.finishedAt(),
            answer.finishedAt(),
            answer.runId(),
            parent.taskId(),
            parent.attempt(),
            answer.status().name(),
            answer.fieldsJson(),
            answer.content(),
            answer.citations(),
            answer.usage(),
            answer.reason()));
  }
}
