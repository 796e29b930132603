package dev.baton.core.run;

import dev.baton.core.id.RunIds;
import dev.baton.core.message.Answer;
import dev.baton.core.message.Request;
import dev.baton.core.message.Result;
import dev.baton.core.message.ResultBody;
import dev.baton.core.message.Task;
import dev.baton.core.message.Usage;
import dev.baton.core.run.RunRecord.TimerRecord;
import dev.baton.core.workflow.WorkflowParser;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Plays a run once for every order in which its results can come, and the timers between them. Runs
 * share what their orders have in common: a state is played on for each event that may come next.
 */
final class AllOrders {
  private final RunMachine machine;
  private final Function<Task, ResultBody> worker;
  private final Predicate<TimerRecord> fires;
  private final Map<Set<List<Object>>, Set<Answer.Canonical>> answers = new HashMap<>();
  private int orders;

  private AllOrders(
      RunMachine machine, Function<Task, ResultBody> worker, Predicate<TimerRecord> fires) {
    this.machine = machine;
    this.worker = worker;
    this.fires = fires;
  }

  /** A moment of one order: what is, and what may come next. */
  private record Moment(MapRunStore store, List<RunEvent> pending, List<RunLogEntry> log) {}

  /**
   * Plays all orders.
   *
   * @param steps the workflow's steps
   * @param worker what comes of a task
   * @param fires the timers that fire at any time between the results; the others never do
   */
  static AllOrders of(
      String steps, Function<Task, ResultBody> worker, Predicate<TimerRecord> fires) {
    return of(new RunMachine(Simulation.limits()), steps, worker, fires);
  }

  static AllOrders of(
      RunMachine machine,
      String steps,
      Function<Task, ResultBody> worker,
      Predicate<TimerRecord> fires) {
    AllOrders all = new AllOrders(machine, worker, fires);
    RunEvent routed =
        Scenario.routedEvent(
            RunIds.ofKey(Scenario.TENANT, "all orders"),
            Request.of("goal"),
            WorkflowParser.definition(Scenario.workflow(steps)),
            Scenario.START);
    all.play(new Moment(new MapRunStore(), List.of(routed), List.of()));
    return all;
  }

  /** How many orders there were. */
  int orders() {
    return orders;
  }

  /** The answers, by what was accepted and by why each step ended. */
  Map<Set<List<Object>>, Set<Answer.Canonical>> answers() {
    return answers;
  }

  private void play(Moment moment) {
    for (RunEvent event : next(moment)) {
      MapRunStore store = new MapRunStore(moment.store().view());
      Applied applied = machine.apply(store, event);
      List<RunLogEntry> log = new ArrayList<>(moment.log());
      log.add(applied.entry());
      List<RunEvent> pending = new ArrayList<>(moment.pending());
      pending.remove(event);
      Optional<Answer> answer = perform(applied, pending);
      if (answer.isPresent()) {
        orders++;
        answers
            .computeIfAbsent(JoinLaw.decisions(log), _ -> new HashSet<>())
            .add(answer.get().canonical());
      } else {
        play(new Moment(store, pending, log));
      }
    }
  }

  private List<RunEvent> next(Moment moment) {
    List<RunEvent> next = new ArrayList<>(moment.pending());
    for (RunRecord record : moment.store().view().values()) {
      if (record instanceof TimerRecord timer && fires.test(timer)) {
        next.add(
            new RunEvent.TimerFired(
                moment.log().getLast().runId(), timer.name(), timer.due(), timer.due()));
      }
    }
    if (next.isEmpty()) {
      throw new AssertionError("nothing can happen any more after " + moment.log());
    }
    return next;
  }

  private Optional<Answer> perform(Applied applied, List<RunEvent> pending) {
    Optional<Answer> answer = Optional.empty();
    for (Effect effect : applied.effects()) {
      if (effect instanceof Effect.DispatchTask dispatch) {
        pending.add(result(dispatch.task(), applied.entry().at()));
      } else if (effect instanceof Effect.PublishAnswer published) {
        answer = Optional.of(published.answer());
      }
    }
    return answer;
  }

  private RunEvent result(Task task, Instant at) {
    String execution = task.taskId() + "/" + task.attempt();
    return new RunEvent.ResultReceived(
        new Result(
            task.taskId(),
            task.runId(),
            task.attempt(),
            execution,
            "worker",
            at,
            at,
            Usage.NONE,
            worker.apply(task)),
        at);
  }
}
