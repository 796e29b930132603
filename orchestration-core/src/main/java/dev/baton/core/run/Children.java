package dev.baton.core.run;

import dev.baton.core.cel.CelJson;
import dev.baton.core.id.Digests;
import dev.baton.core.id.RunId;
import dev.baton.core.id.RunIds;
import dev.baton.core.id.TaskId;
import dev.baton.core.message.AgentCard;
import dev.baton.core.message.Answer;
import dev.baton.core.message.AnswerStatus;
import dev.baton.core.message.Budget;
import dev.baton.core.message.Content;
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
import dev.baton.core.message.SlicePart;
import dev.baton.core.message.WorkflowDefinition;
import dev.baton.core.run.RunRecord.DefinitionRecord;
import dev.baton.core.workflow.Step;
import dev.baton.core.workflow.Work;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

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

  /** Whether the next or present attempt of a task is a child run; no role has such a name. */
  static boolean isChild(TaskRecord task) {
    return task.role().equals(DOER);
  }

  /** Whether a child run may answer for a task. */
  private static boolean mayHaveChild(Draft draft, TaskRecord task) {
    return mayHaveChild(draft.plan().step(task.place().step()));
  }

  /** Whether child runs may carry out a step's tasks. */
  static boolean mayHaveChild(Step step) {
    return step.work() instanceof Work.Child || step.work() instanceof Work.Planning;
  }

  /** Why a task must not have a child run; asked before anything is spent on planning one. */
  static Optional<Failure> tooDeep(Draft draft, TaskRecord task) {
    if (!isChild(task) && !Planning.isPlanning(draft, task)) {
      return Optional.empty();
    }
    int depth = depth(draft);
    int most = draft.plan().limits().maxDepth();
    return depth > most
        ? Optional.of(
            new Failure(
                FailureClass.PERMANENT,
                "depth of child runs: %d (expected: at most %d)".formatted(depth, most)))
        : Optional.empty();
  }

  private static int depth(Draft draft) {
    return draft.request().parent().map(ParentLink::depth).orElse(ROOT) + 1;
  }

  /** Gives the next attempt of a task to a child run. */
  static void start(Draft draft, TaskId id, TaskRecord task, Budgeting.Grant grant) {
    Step step = draft.plan().step(task.place().step());
    Lineage lineage = lineage(draft, id, task);
    ParentLink parent = lineage.parent();
    WorkflowDefinition workflow = lineage.workflow();
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
    OutsideEffects.possible(draft, id, step);
    Request request = request(draft, step, task, new Bounds(deadline, grant));
    draft.emit(new Effect.TellRun(routed(draft, child, request, lineage)));
  }

  private record Bounds(Instant deadline, Budgeting.Grant grant) {}

  /** Where a child comes from and what it is pinned to. */
  private record Lineage(
      ParentLink parent,
      WorkflowDefinition workflow,
      List<AgentCard> cards,
      List<WorkflowDefinition> nested,
      String reason) {}

  /** A planned run knows no role but those that its plan may use. */
  private static Lineage lineage(Draft draft, TaskId id, TaskRecord task) {
    ParentLink parent = new ParentLink(draft.runId(), id, task.attempt() + 1, depth(draft));
    DefinitionRecord pinned = draft.definition();
    return switch (draft.plan().step(task.place().step()).work()) {
      case Work.Child child ->
          new Lineage(
              parent,
              draft.plan().nested(child.name()),
              pinned.cards(),
              pinned.nested(),
              "a step of run " + draft.runId());
      case Work.Planning planning ->
          new Lineage(
              parent,
              Planning.record(draft, id).accepted().orElseThrow(),
              Planning.allowed(draft, planning),
              List.of(),
              "planned by '%s' for run %s".formatted(planning.planner(), draft.runId()));
      case Work.Agent _, Work.Approve _, Work.Pause _, Work.Ask _ ->
          throw new IllegalStateException(id + " is no child run's");
    };
  }

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
    Optional<Work.Planning> planning =
        step.work() instanceof Work.Planning work ? Optional.of(work) : Optional.empty();
    Budget budget =
        new Budget(
            least(bounds.grant().tokens(), planning.flatMap(Work.Planning::maxTokens)),
            bounds.grant().costMicros(),
            Optional.empty(),
            least(
                own.maxTasks().map(most -> Math.max(1, most - tasks)),
                planning.map(Work.Planning::maxTasks)));
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

  private static <N extends Comparable<N>> Optional<N> least(Optional<N> left, Optional<N> right) {
    return Stream.of(left, right).flatMap(Optional::stream).min(Comparator.naturalOrder());
  }

  /** What the step reads goes down as inputs, each entry as JSON under its key. */
  private static Map<String, String> inputs(Draft draft, Step step, Request asked) {
    Map<String, String> inputs = new TreeMap<>(asked.inputs());
    for (var entry : Slices.of(draft, step).entries()) {
      inputs.put(entry.key(), CelJson.write(entry.parts().stream().map(Children::input).toList()));
    }
    return inputs;
  }

  /** Content by reference stays one: the address and the digest tell what was not sent along. */
  private static Map<String, Object> input(SlicePart part) {
    Map<String, Object> input = new TreeMap<>();
    input.put("text", part.content().flatMap(Content::text).orElse(""));
    input.put("fields", CelJson.parseObject(part.fieldsJson()));
    part.content()
        .flatMap(Content::reference)
        .ifPresent(reference ->
            input.put(
                "reference",
                Map.of(
                    "uri", reference.uri(),
                    "sha256", reference.sha256(),
                    "bytes", reference.bytes())));
    return input;
  }

  private static RunEvent routed(Draft draft, RunId child, Request request, Lineage lineage) {
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
            lineage.reason(),
            draft.request().route().routerVersion()),
        Optional.empty(),
        Optional.of(lineage.workflow()),
        lineage.cards(),
        lineage.nested(),
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
    boolean open =
        draft.findHeader().filter(header -> !draft.guards().isFinished(header)).isPresent();
    Optional<TaskRecord> task =
        draft.findTask(child.taskId()).filter(record -> open && mayHaveChild(draft, record));
    boolean known = child.childRunId().equals(RunIds.ofChild(child.taskId(), child.attempt()));
    if (task.isEmpty() || !known) {
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
    Results.decide(draft, result, task.get());
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
