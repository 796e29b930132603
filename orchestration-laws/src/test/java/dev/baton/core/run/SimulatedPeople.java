package dev.baton.core.run;

import dev.baton.core.id.Digests;
import dev.baton.core.id.RunId;
import dev.baton.core.id.TaskId;
import dev.baton.core.message.Signal;
import dev.baton.core.message.SignalKind;
import dev.baton.laws.RandomWorkflow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers questions. What it says depends on the question and on nothing else. */
final class SimulatedPeople {
  private final RunId run;

  SimulatedPeople(RunId run) {
    this.run = run;
  }

  /** What people say to what was just decided. */
  List<RunEvent> answer(RunLogEntry entry, Instant at) {
    List<RunEvent> words = new ArrayList<>();
    for (Fact fact : entry.facts()) {
      switch (fact) {
        case TaskFact.WaitStarted started when started.question().isPresent() -> {
          for (SignalKind kind : kinds(started.taskId())) {
            words.add(word(started.taskId(), kind, at));
          }
        }
        case TaskFact.InputRequested requested ->
            words.add(word(requested.taskId(), SignalKind.INPUT, at));
        default -> {}
      }
    }
    return words;
  }

  /** No, or yes in both forms; only one of them answers the question. */
  private static List<SignalKind> kinds(TaskId task) {
    return number(task) % 4 == 0
        ? List.of(SignalKind.DENY)
        : List.of(SignalKind.APPROVE, SignalKind.INPUT);
  }

  private RunEvent word(TaskId task, SignalKind kind, Instant at) {
    Signal signal =
        new Signal(
            run,
            Optional.of(kind + " " + task),
            kind,
            Optional.of(task.value()),
            Optional.of(RandomWorkflow.APPROVER),
            Optional.empty(),
            kind == SignalKind.INPUT ? Map.of("answer", "n" + number(task)) : Map.of());
    return new RunEvent.SignalReceived(run, Scenario.TENANT, at, at, signal);
  }

  private static int number(TaskId task) {
    return Integer.parseInt(Digests.sha256(task.value()).substring(0, 6), 16);
  }
}
