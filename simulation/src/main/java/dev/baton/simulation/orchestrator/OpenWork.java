package dev.baton.simulation.orchestrator;

import dev.baton.core.ledger.LedgerEvent;
import dev.baton.core.message.FailureClass;
import dev.baton.core.message.Result;
import dev.baton.core.message.ResultBody;
import dev.baton.core.message.Task;
import dev.baton.core.message.Usage;
import dev.baton.core.run.Applied;
import dev.baton.core.run.Effect;
import dev.baton.core.run.RunEvent;
import dev.baton.core.wire.WireEffects;
import dev.baton.core.wire.WireEvents;
import dev.baton.core.wire.WireLedger;
import dev.baton.simulation.broker.Topic;
import dev.baton.simulation.broker.Transaction;
import dev.baton.simulation.cluster.Cluster;
import dev.baton.simulation.cluster.InboxGroup.Positions;
import dev.baton.simulation.cluster.Write;
import dev.baton.simulation.scene.Habits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What an orchestrator has done since its last commit. */
final class OpenWork {
  private final Cluster cluster;
  private final Habits habits;
  private final Predicate<String> knowsRole;
  private final Transaction transaction = new Transaction();
  private final List<Step> steps = new ArrayList<>();
  private final List<TenantLedger.Entry> entries = new ArrayList<>();
  private Positions positions;

  /** One applied event and what it changed. */
  record Step(Applied applied, List<Write> writes) {}

  OpenWork(Cluster cluster, Habits habits, Positions positions, Predicate<String> knowsRole) {
    this.cluster = cluster;
    this.habits = habits;
    this.positions = positions;
    this.knowsRole = knowsRole;
  }

  Transaction transaction() {
    return transaction;
  }

  Positions positions() {
    return positions;
  }

  void readTo(Positions next) {
    positions = next;
  }

  List<Step> steps() {
    return steps;
  }

  /**
   * Adds an applied event: its changes, its line in the run log, and what it sends.
   *
   * @return what the machine must be told of tasks that have no topic
   */
  List<RunEvent> add(Step step) {
    steps.add(step);
    step.writes().forEach(write -> cluster.changelog.append(write, transaction));
    cluster.runLog.append(step.applied().entry(), transaction);
    List<RunEvent> undeliverable = new ArrayList<>();
    step.applied().effects().forEach(effect -> perform(effect, undeliverable));
    return undeliverable;
  }

  /** Adds an applied event of the tenant's ledger: its state and what it tells a run. */
  void add(TenantLedger.Entry entry) {
    entries.add(entry);
    cluster.ledgers.append(entry.after(), transaction);
    entry
        .decision()
        .word()
        .map(word -> WireLedger.toRun(entry.event().tenant(), word, entry.event().at()))
        .ifPresent(word -> send(cluster.runs, WireEvents.toAvro(word)));
  }

  List<TenantLedger.Entry> entries() {
    return entries;
  }

  private void perform(Effect effect, List<RunEvent> undeliverable) {
    switch (effect) {
      case Effect.DispatchTask dispatch -> {
        Task task = dispatch.task();
        if (knowsRole.test(task.role())) {
          send(cluster.tasks(task.role()).topic(), WireEffects.task(dispatch));
        } else {
          undeliverable.add(noTopic(task));
        }
      }
      case Effect.PublishAnswer publish -> send(cluster.answers, WireEffects.answer(publish));
      case Effect.SendControl control -> send(cluster.control, WireEffects.control(control));
      case Effect.ContinueLater later -> send(cluster.runs, WireEffects.continueEvent(later));
      case Effect.TellRun told -> {
        if (habits.tellsChildrenToStop() || !(told.event() instanceof RunEvent.SignalReceived)) {
          send(cluster.runs, WireEvents.toAvro(told.event()));
        }
      }
      case Effect.RejectRequest rejected -> send(cluster.deadLetters, rejected.origin());
      case Effect.TellLedger told -> {
        if (habits.returnsLeases() || !(told.event() instanceof LedgerEvent.LeaseSettled)) {
          send(cluster.budget, WireLedger.toAvro(told.event()));
        }
      }
      case Effect.ReportProgress _ -> {}
    }
  }

  void bury(String place) {
    send(cluster.deadLetters, place);
  }

  private <T> void send(Topic<? super T> topic, T value) {
    if (habits.sendsInsideTheTransaction()) {
      topic.append(value, transaction);
    } else {
      topic.append(value);
    }
  }

  private static RunEvent noTopic(Task task) {
    Result result =
        new Result(
            task.taskId(),
            task.runId(),
            task.attempt(),
            "orchestrator-" + task.attempt(),
            "orchestrator",
            task.createdAt(),
            task.createdAt(),
            Usage.NONE,
            new ResultBody.TaskFailed(
                FailureClass.PERMANENT,
                "role '%s' has no topic".formatted(task.role()),
                Optional.empty()));
    return new RunEvent.ResultReceived(result, task.createdAt());
  }
}
