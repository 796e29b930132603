package dev.baton.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.message.FailureClass;
import dev.baton.core.message.Request;
import dev.baton.core.message.Result;
import dev.baton.core.message.ResultBody;
import dev.baton.core.message.Signal;
import dev.baton.core.message.SignalKind;
import dev.baton.core.message.Task;
import dev.baton.core.message.Usage;
import dev.baton.core.workflow.Workflows;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What each event means in each state of a run, by the first fact decided. {@link RunDiagramTests}
 * draws it.
 */
class TransitionTableTests {
  static final String ROWS =
      """
      event            | unknown           | running           | paused            | compensating      | finished
      routed           | RunStarted        | EventSuperseded   | EventSuperseded   | EventSuperseded   | EventSuperseded
      other routed     | RunStarted        | RequestRefusedAsConflict | RequestRefusedAsConflict | RequestRefusedAsConflict | RequestRefusedAsConflict
      started          | ResultSuperseded  | TaskStarted       | TaskStarted       | ResultSuperseded  | ResultSuperseded
      succeeded        | ResultSuperseded  | TaskSucceeded     | TaskSucceeded     | ResultSuperseded  | ResultSuperseded
      failed           | ResultSuperseded  | TaskAttemptFailed | TaskAttemptFailed | ResultSuperseded  | ResultSuperseded
      handoff          | ResultSuperseded  | TaskAttemptFailed | TaskAttemptFailed | ResultSuperseded  | ResultSuperseded
      plan             | ResultSuperseded  | TaskAttemptFailed | TaskAttemptFailed | ResultSuperseded  | ResultSuperseded
      needs input      | ResultSuperseded  | InputRequested    | InputRequested    | ResultSuperseded  | ResultSuperseded
      abandoned        | ResultSuperseded  | TaskAttemptFailed | TaskAttemptFailed | ResultSuperseded  | ResultSuperseded
      cancel           | SignalIgnored     | SignalApplied     | SignalApplied     | SignalIgnored     | SignalIgnored
      pause            | SignalIgnored     | SignalApplied     | SignalIgnored     | SignalIgnored     | SignalIgnored
      resume           | SignalIgnored     | SignalIgnored     | SignalApplied     | SignalIgnored     | SignalIgnored
      approve          | SignalIgnored     | SignalIgnored     | SignalIgnored     | SignalIgnored     | SignalIgnored
      run timer        | EventSuperseded   | RunFinished       | RunFinished       | EventSuperseded   | EventSuperseded
      task timer       | EventSuperseded   | TaskAttemptFailed | TaskAttemptFailed | EventSuperseded   | EventSuperseded
      unset timer      | EventSuperseded   | EventSuperseded   | EventSuperseded   | EventSuperseded   | EventSuperseded
      continue         | EventSuperseded   | EventSuperseded   | EventSuperseded   | EventSuperseded   | EventSuperseded
      child answered   | EventSuperseded   | EventSuperseded   | EventSuperseded   | EventSuperseded   | EventSuperseded
      budget decided   | EventSuperseded   | EventSuperseded   | EventSuperseded   | EventSuperseded   | EventSuperseded
      """;

  private static final Map<String, Function<Scenario, RunEvent>> EVENTS = events();

  @Test
  void everyEventMeansWhatTheTableSays() {
    List<String> rows = ROWS.lines().toList();
    for (String row : rows.subList(1, rows.size())) {
      List<String> cells = Pattern.compile("\\|").splitAsStream(row).map(String::strip).toList();
      for (int state = 1; state < cells.size(); state++) {
        Scenario run = in(state).happens(event(cells.get(0)));
        assertThat(run.justDecided())
            .as("%s in state %d", cells.get(0), state)
            .startsWith(cells.get(state));
      }
    }
    assertThat(rows).hasSize(EVENTS.size() + 1);
  }

  @Test
  void theTableKnowsEveryKindOfEventAndOfResult() {
    Set<Class<?>> events =
        EVENTS.values().stream().map(make -> event(make).getClass()).collect(Collectors.toSet());
    assertThat(events).containsExactlyInAnyOrder(RunEvent.class.getPermittedSubclasses());
    Set<Class<?>> bodies =
        EVENTS.values().stream()
            .map(TransitionTableTests::event)
            .flatMap(event ->
                event instanceof RunEvent.ResultReceived received
                    ? Stream.of(received.result().body().getClass())
                    : Stream.empty())
            .collect(Collectors.toSet());
    assertThat(bodies).containsExactlyInAnyOrder(ResultBody.class.getPermittedSubclasses());
  }

  private static Function<Scenario, RunEvent> made(String row) {
    return Optional.ofNullable(EVENTS.get(row))
        .orElseThrow(() -> new AssertionError("no event for row " + row));
  }

  /** The event of a row, as it comes to a run of one task. */
  static RunEvent event(String row) {
    return event(made(row));
  }

  private static RunEvent event(Function<Scenario, RunEvent> make) {
    return make.apply(Scenario.of("a: {agent: x}"));
  }

  private static Scenario in(int state) {
    return switch (state) {
      case 1 -> Scenario.fresh();
      case 2 -> Scenario.of("a: {agent: x}");
      case 3 -> Scenario.of("a: {agent: x}").signal(SignalKind.PAUSE);
      case 4 ->
          Scenario.of("a: {agent: x, compensate: {agent: y}}\nb: {agent: x}")
              .signal(SignalKind.CANCEL);
      default -> Scenario.of("a: {agent: x}").succeeds("a");
    };
  }

  private static Map<String, Function<Scenario, RunEvent>> events() {
    Map<String, Function<Scenario, RunEvent>> events = new LinkedHashMap<>();
    events.put("routed", run -> routed(run, "goal"));
    events.put("other routed", run -> routed(run, "another"));
    events.put("started", run -> result(run, new ResultBody.TaskStarted(Duration.ofSeconds(9))));
    events.put("succeeded", run -> result(run, Scenario.success("text", "{}")));
    events.put(
        "failed",
        run ->
            result(run, new ResultBody.TaskFailed(FailureClass.PERMANENT, "no", Optional.empty())));
    events.put(
        "handoff",
        run -> result(run, new ResultBody.Handoff("y", "g", List.of(), "s", List.of(), "r")));
    events.put("plan", run -> result(run, new ResultBody.Plan("steps")));
    events.put("needs input", run -> result(run, new ResultBody.NeedsInput("what?")));
    events.put("abandoned", run -> result(run, new ResultBody.Abandoned("shutdown")));
    events.put("cancel", run -> signal(run, SignalKind.CANCEL));
    events.put("pause", run -> signal(run, SignalKind.PAUSE));
    events.put("resume", run -> signal(run, SignalKind.RESUME));
    events.put("approve", run -> signal(run, SignalKind.APPROVE));
    events.put("run timer", run -> timer(run, "run"));
    events.put("task timer", run -> timer(run, "task/" + run.task("a", 0).taskId()));
    events.put(
        "unset timer", run -> new RunEvent.TimerFired(run.run(), "step/a/0", run.now(), run.now()));
    events.put(
        "continue",
        run -> new RunEvent.Continued(run.run(), "t", run.now(), run.now(), "dispatch/a/0", 7));
    events.put(
        "child answered",
        run ->
            new RunEvent.ChildAnswered(
                run.run(),
                "t",
                run.now(),
                run.now(),
                run.run(),
                run.task("a", 0).taskId(),
                1,
                "COMPLETE",
                "{}",
                Optional.empty(),
                List.of(),
                Usage.NONE,
                ""));
    events.put(
        "budget decided",
        run ->
            new RunEvent.BudgetDecided(
                run.run(), "t", run.now(), run.now(), "1", true, 1, 1, Optional.empty(), false));
    return events;
  }

  private static RunEvent routed(Scenario run, String goal) {
    return Scenario.routedEvent(run.run(), Request.of(goal), Workflows.singleStep("x"), run.now());
  }

  private static RunEvent result(Scenario run, ResultBody body) {
    Task task = run.task("a", 0);
    return new RunEvent.ResultReceived(
        new Result(
            task.taskId(), run.run(), 1, "e", "worker", run.now(), run.now(), Usage.NONE, body),
        run.now());
  }

  private static RunEvent signal(Scenario run, SignalKind kind) {
    return new RunEvent.SignalReceived(
        run.run(),
        Scenario.TENANT,
        run.now(),
        run.now(),
        new Signal(
            run.run(),
            Optional.of("s"),
            kind,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of()));
  }

  private static RunEvent timer(Scenario run, String name) {
    var due =
        run.timers().stream()
            .filter(timer -> timer.name().equals(name))
            .findFirst()
            .orElseThrow()
            .due();
    return new RunEvent.TimerFired(run.run(), name, due, due);
  }
}
