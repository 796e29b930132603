package dev.baton.laws;

import static dev.baton.laws.BrokenInvariantException.unless;

import dev.baton.core.id.TaskId;
import dev.baton.core.message.Answer;
import dev.baton.core.message.AnswerStatus;
import dev.baton.core.message.FailureClass;
import dev.baton.core.message.Result;
import dev.baton.core.message.Task;
import dev.baton.core.run.Applied;
import dev.baton.core.run.CompensationFact;
import dev.baton.core.run.Fact;
import dev.baton.core.run.RunFact;
import dev.baton.core.run.RunHeader;
import dev.baton.core.run.RunKey;
import dev.baton.core.run.RunLimits;
import dev.baton.core.run.RunLogEntry;
import dev.baton.core.run.RunRecord;
import dev.baton.core.run.RunStatus;
import dev.baton.core.run.RunStore;
import dev.baton.core.run.TaskFact;
import dev.baton.core.run.TaskPlace;
import dev.baton.core.workflow.Step;
import dev.baton.core.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What must hold of outside effects and of taking them back, as somebody outside sees it. */
final class CompensationLaws {
  private static final String SUFFIX = "/compensate";

  private final Set<TaskId> open = new HashSet<>();
  private final Set<TaskId> mayHaveHappened = new HashSet<>();
  private final List<TaskId> succeeded = new ArrayList<>();
  private final List<TaskId> compensated = new ArrayList<>();
  private final Map<TaskId, Set<FailureClass>> failures = new HashMap<>();
  private final Set<TaskId> ended = new HashSet<>();
  private final RunLimits limits;
  private Set<String> steps = Set.of();
  private Optional<TaskId> current = Optional.empty();
  private Optional<Instant> started = Optional.empty();

  CompensationLaws(RunLimits limits) {
    this.limits = limits;
  }

  CompensationLaws(CompensationLaws other) {
    this(other.limits);
    open.addAll(other.open);
    mayHaveHappened.addAll(other.mayHaveHappened);
    succeeded.addAll(other.succeeded);
    compensated.addAll(other.compensated);
    other.failures.forEach((task, known) -> failures.put(task, EnumSet.copyOf(known)));
    ended.addAll(other.ended);
    steps = other.steps;
    current = other.current;
    started = other.started;
  }

  List<Object> memory() {
    return List.of(
        open, mayHaveHappened, succeeded, compensated, failures, ended, steps, current, started);
  }

  void watch(Workflow workflow) {
    steps =
        workflow.steps().stream()
            .filter(step -> step.compensate().isPresent())
            .map(Step::name)
            .collect(Collectors.toSet());
  }

  static boolean isCompensation(Task task) {
    return task.step().endsWith(SUFFIX);
  }

  static boolean isCurrent(RunStore store, Result result) {
    return store
        .get(new RunKey.Compensation())
        .flatMap(RunRecord.CompensationRecord::current)
        .filter(task -> task.taskId().equals(result.taskId()))
        .isPresent();
  }

  /** What a run is given beyond its deadline. */
  Duration time(RunHeader header) {
    return header.status() == RunStatus.COMPENSATING ? limits.compensationTime() : Duration.ZERO;
  }

  void check(Applied applied) {
    applied.entry().facts().forEach(fact -> check(applied.entry(), fact));
  }

  private void check(RunLogEntry entry, Fact fact) {
    switch (fact) {
      case TaskFact.TaskDispatched d -> begin(d.taskId(), d.place());
      case TaskFact.ChildStarted c -> begin(c.taskId(), c.place());
      case TaskFact.TaskSucceeded s -> {
        if (mayHaveHappened.contains(s.taskId())) {
          open.remove(s.taskId());
          succeeded.add(s.taskId());
        }
      }
      case TaskFact.TaskAttemptFailed f -> {
        open.remove(f.taskId());
        fail(f.taskId(), f.failure().failureClass());
      }
      case TaskFact.TaskHandedOff h -> fail(h.taskId(), FailureClass.UNKNOWN);
      case CompensationFact.CompensationStarted _ -> started = Optional.of(entry.at());
      case CompensationFact.CompensationDispatched d -> undo(d);
      case CompensationFact.TaskCompensated _ -> ended.add(current.orElseThrow());
      case CompensationFact.CompensationFailed f -> {
        if (f.retryAt().isEmpty()) {
          ended.add(current.orElseThrow());
        }
      }
      case RunFact.RunFinished f -> finish(entry, f.answer());
      default -> {}
    }
  }

  private void begin(TaskId task, TaskPlace place) {
    unless(started.isEmpty(), () -> "compensation: work goes on: " + place);
    if (steps.contains(place.step())) {
      open.add(task);
      mayHaveHappened.add(task);
    }
  }

  /** Only of what may have an effect is it asked how it failed. */
  private void fail(TaskId task, FailureClass failure) {
    if (mayHaveHappened.contains(task)) {
      failures.computeIfAbsent(task, _ -> EnumSet.noneOf(FailureClass.class)).add(failure);
    }
  }

  private void undo(CompensationFact.CompensationDispatched dispatched) {
    TaskId task = dispatched.compensates();
    unless(mayHaveHappened.contains(task), () -> "compensation: of a task that never ran: " + task);
    unless(
        open.contains(task) || succeeded.contains(task) || maybe(task),
        () -> "compensation: of a task that had no effect: " + task);
    unless(!ended.contains(task), () -> "compensation: twice: " + task);
    if (!current.equals(Optional.of(task))) {
      current = Optional.of(task);
      compensated.add(task);
      int place = succeeded.indexOf(task);
      boolean latest =
          place < 0
              || succeeded.subList(place + 1, succeeded.size()).stream().allMatch(ended::contains);
      unless(latest, () -> "compensation: not the latest effect first: " + task);
    }
  }

  /** Whether an attempt was begun that may have had its effect before it failed. */
  private boolean maybe(TaskId task) {
    return failures.getOrDefault(task, EnumSet.noneOf(FailureClass.class)).stream()
        .anyMatch(failure -> failure != FailureClass.OVERLOAD);
  }

  private void finish(RunLogEntry entry, Answer answer) {
    boolean inVain =
        answer.status() == AnswerStatus.FAILED || answer.status() == AnswerStatus.CANCELLED;
    unless(inVain || compensated.isEmpty(), () -> "compensation: of a run with an answer");
    if (started.isEmpty()) {
      unless(
          !inVain || succeeded.isEmpty(), () -> "compensation: " + succeeded + " were forgotten");
      return;
    }
    Instant due = started.get().plus(limits.compensationTime());
    unless(
        !entry.at().isAfter(due.plus(limits.grace())),
        () -> "liveness: compensated for longer than it may");
    unless(
        !entry.at().isBefore(due) || ended.containsAll(succeeded),
        () -> "compensation: ended before its time though effects stand");
  }
}
