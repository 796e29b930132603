package dev.baton.benchmarks;

import dev.baton.core.id.RunIds;
import dev.baton.core.message.AgentCard;
import dev.baton.core.message.Content;
import dev.baton.core.message.FailureClass;
import dev.baton.core.message.Request;
import dev.baton.core.message.Result;
import dev.baton.core.message.ResultBody;
import dev.baton.core.message.Route;
import dev.baton.core.message.RouteKind;
import dev.baton.core.message.RouteStage;
import dev.baton.core.message.Task;
import dev.baton.core.message.Usage;
import dev.baton.core.message.WorkflowDefinition;
import dev.baton.core.run.Effect;
import dev.baton.core.run.MapRunStore;
import dev.baton.core.run.RunEvent;
import dev.baton.core.run.RunMachine;
import dev.baton.core.run.RunRecord.TimerRecord;
import dev.baton.core.workflow.WorkflowParser;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The events of one run, in the order in which they are applied. Every task says that it starts;
 * every seventh fails once and is tried again when its timer fires; every fifth result comes twice.
 */
final class RunScript {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final String TENANT = "default";

  private final RunMachine machine;
  private final MapRunStore store = new MapRunStore();
  private final Deque<RunEvent> coming = new ArrayDeque<>();
  private final List<RunEvent> events = new ArrayList<>();
  private final String list;
  private Instant now = START;
  private int tasks;

  private RunScript(RunMachine machine, int items) {
    this.machine = machine;
    this.list =
        IntStream.range(0, items)
            .mapToObj(item -> "\"item " + item + "\"")
            .collect(Collectors.joining(",", "{\"list\":[", "]}"));
  }

  /**
   * Writes the events of a run.
   *
   * @param number tells runs of one shape apart
   * @param items items of a fan-out
   */
  static List<RunEvent> of(Shape shape, int number, int items, RunMachine machine) {
    RunScript script = new RunScript(machine, items / shape.lists());
    script.coming.add(routed(shape, number));
    script.play();
    return List.copyOf(script.events);
  }

  private static RunEvent routed(Shape shape, int number) {
    WorkflowDefinition workflow = WorkflowParser.definition(shape.workflow());
    return new RunEvent.Routed(
        RunIds.ofKey(TENANT, shape + " " + number),
        TENANT,
        START,
        START,
        Request.of("Measure how long it takes"),
        "digest " + number,
        "requests-0@" + number,
        Route.plain(RouteKind.WORKFLOW, workflow.name(), RouteStage.RULE, "a rule", "router-1"),
        Optional.empty(),
        Optional.of(workflow),
        List.of(AgentCard.of("worker", "work")),
        List.of(),
        Optional.empty());
  }

  private void play() {
    while (true) {
      while (!coming.isEmpty()) {
        apply(coming.remove());
      }
      Optional<RunEvent> retry = retry();
      if (retry.isEmpty()) {
        return;
      }
      coming.add(retry.get());
    }
  }

  private void apply(RunEvent event) {
    events.add(event);
    for (Effect effect : machine.apply(store, event).effects()) {
      if (effect instanceof Effect.DispatchTask dispatch) {
        work(dispatch.task());
      } else if (effect instanceof Effect.ContinueLater later) {
        // Sooner than any worker is ready, so that all tasks that may be open at once are.
        coming.addFirst(
            new RunEvent.Continued(later.runId(), TENANT, now, now, later.work(), later.cursor()));
      }
    }
  }

  private void work(Task task) {
    tasks += task.attempt() == 1 ? 1 : 0;
    coming.add(received(task, new ResultBody.TaskStarted(Duration.ofMinutes(1))));
    if (task.attempt() == 1 && tasks % 7 == 0) {
      coming.add(
          received(
              task, new ResultBody.TaskFailed(FailureClass.TRANSIENT, "busy", Optional.empty())));
      return;
    }
    RunEvent success =
        received(
            task,
            new ResultBody.TaskSucceeded(
                task.step().startsWith(Shape.LIST) ? list : "{\"found\":" + tasks + "}",
                Optional.of(Content.markdown("What the task found out, in a sentence.")),
                List.of(),
                Optional.of(0.8)));
    coming.add(success);
    if (tasks % 5 == 0) {
      coming.add(success);
    }
  }

  private RunEvent received(Task task, ResultBody body) {
    now = now.plusMillis(7);
    Usage usage = new Usage(900, 120, 0, 40, 1, 0, Duration.ofMillis(800), List.of("model"));
    String execution = task.taskId() + "/" + task.attempt();
    return new RunEvent.ResultReceived(
        new Result(
            task.taskId(),
            task.runId(),
            task.attempt(),
            execution,
            "worker-1",
            now,
            now,
            usage,
            body),
        now);
  }

  /** The next timer of a task that waits to be tried again, while the run is open. */
  private Optional<RunEvent> retry() {
    return store.view().values().stream()
        .filter(TimerRecord.class::isInstance)
        .map(TimerRecord.class::cast)
        .filter(timer -> timer.name().startsWith("task/"))
        .min(Comparator.comparing(TimerRecord::due).thenComparing(TimerRecord::name))
        .map(timer -> {
          now = timer.due();
          return new RunEvent.TimerFired(events.getFirst().runId(), timer.name(), now, now);
        });
  }
}
