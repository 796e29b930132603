package dev.baton.orchestrator.stream;

import dev.baton.core.id.RunId;
import dev.baton.core.id.TaskId;
import dev.baton.core.message.SliceEntry;
import dev.baton.core.message.SlicePart;
import dev.baton.core.run.Applied;
import dev.baton.core.run.Effect;
import dev.baton.core.run.Execution;
import dev.baton.core.run.Fact;
import dev.baton.core.run.RunEvent;
import dev.baton.core.run.RunKey;
import dev.baton.core.run.RunRecord.ItemsRecord;
import dev.baton.core.run.StepFact;
import dev.baton.core.run.StepRecord;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * The executions whose results meet in one event: those of a step that ends with it, and those that
 * a task which is dispatched by it is given to read. They are found in the run's own records, so
 * that a join which was begun by another instance, or is closed by a timer, knows them too.
 */
final class JoinLinks {

  /** As many links as a span of the SDK has by default. */
  private static final int MOST = 128;

  /** How names of executions begin that are none: the orchestrator said it for a worker. */
  private static final String NOBODY = "orchestrator-";

  private final Applied applied;
  private final StreamsRunStore run;
  private final SequencedSet<TaskId> tasks = new LinkedHashSet<>();

  private JoinLinks(Applied applied, StreamsRunStore run) {
    this.applied = applied;
    this.run = run;
  }

  /** Names of executions; of child runs, the run's. None where there is but one. */
  static List<String> of(Applied applied, StreamsRunStore run) {
    JoinLinks links = new JoinLinks(applied, run);
    links.find();
    if (links.tasks.size() < 2) {
      return List.of();
    }
    List<String> executions =
        links.tasks.stream()
            .flatMap(task -> links.lastOf(task).stream())
            .filter(execution -> !execution.startsWith(NOBODY))
            .toList();
    return executions.size() < 2 ? List.of() : executions;
  }

  private void find() {
    for (Fact fact : applied.entry().facts()) {
      if (fact instanceof StepFact.StepCompleted step) {
        addTasksOf(step);
      }
    }
    for (Effect effect : applied.effects()) {
      if (effect instanceof Effect.DispatchTask dispatch) {
        for (SliceEntry entry : dispatch.task().slice()) {
          entry.parts().stream().map(SlicePart::taskId).forEach(this::add);
        }
      }
      if (tasks.size() >= MOST) {
        return;
      }
    }
  }

  private void addTasksOf(StepFact.StepCompleted step) {
    RunId id = applied.entry().runId();
    int created =
        run.before(new RunKey.StepKey(step.step(), step.round())).map(StepRecord::next).orElse(0);
    for (int index = 0; index < created && tasks.size() < MOST; index++) {
      int place = index % ItemsRecord.CHUNK;
      String item =
          run.before(new RunKey.Items(step.step(), step.round(), index / ItemsRecord.CHUNK))
              .map(items -> items.items().get(place))
              .orElse("");
      add(TaskId.of(id, step.step(), step.round(), index, item));
    }
  }

  private void add(TaskId task) {
    if (tasks.size() < MOST) {
      tasks.add(task);
    }
  }

  /** The event's own execution is in no record yet. */
  private Optional<String> lastOf(TaskId task) {
    return switch (applied.entry().event()) {
      case RunEvent.ResultReceived received when received.result().taskId().equals(task) ->
          Optional.of(received.result().executionId());
      case RunEvent.ChildAnswered answered when answered.taskId().equals(task) ->
          Optional.of(answered.childRunId().toString());
      case RunEvent _ ->
          run.before(new RunKey.TaskKey(task))
              .filter(record -> !record.executions().isEmpty())
              .map(record -> record.executions().getLast())
              .map(Execution::executionId);
    };
  }
}
