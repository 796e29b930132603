package dev.baton.simulation.world;

import dev.baton.core.id.RunId;
import dev.baton.core.id.TaskId;
import dev.baton.core.message.Signal;
import dev.baton.core.message.SignalKind;
import dev.baton.core.run.Fact;
import dev.baton.core.run.RunEvent;
import dev.baton.core.run.RunLogEntry;
import dev.baton.core.run.TaskFact;
import dev.baton.core.wire.WireEvents;
import dev.baton.laws.RandomWorkflow;
import dev.baton.simulation.broker.Topic;
import dev.baton.simulation.chance.Chance;
import dev.baton.simulation.chance.Fault;
import dev.baton.simulation.scene.Scene;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** People who are asked, answer late or never, and interfere. */
final class People {
  private static final List<SignalKind> SIGNALS = List.of(SignalKind.values());

  private final Scene scene;
  private final Chance chance;
  private long read;
  private int said;

  People(Scene scene) {
    this.scene = scene;
    this.chance = scene.chance();
    scene.cluster().runLog.listen(this::readLog);
  }

  private void readLog() {
    Topic<RunLogEntry> log = scene.cluster().runLog;
    for (long end = log.stableEnd(); read < end; read++) {
      if (log.isCommitted(read)) {
        follow(log.value(read).orElseThrow());
      }
    }
  }

  private void follow(RunLogEntry entry) {
    for (Fact fact : entry.facts()) {
      switch (fact) {
        case TaskFact.WaitStarted started when started.question().isPresent() ->
            answer(entry.runId(), started.taskId());
        case TaskFact.InputRequested requested ->
            say(entry.runId(), word(SignalKind.INPUT, requested.taskId()));
        default -> {}
      }
    }
    if (entry.seq() > 0 && chance.strikes(Fault.PERSON_INTERFERES, 0)) {
      interfere(entry.runId(), RandomWorkflow.APPROVER);
    }
    if (entry.seq() > 0 && chance.strikes(Fault.STRANGER_SPEAKS, 0)) {
      interfere(entry.runId(), "eve");
    }
  }

  private void answer(RunId run, TaskId task) {
    if (chance.strikes(Fault.PERSON_IS_SILENT, 0)) {
      return;
    }
    boolean no = chance.of(task.value().hashCode(), 4) == 0;
    List<SignalKind> words =
        no ? List.of(SignalKind.DENY) : List.of(SignalKind.APPROVE, SignalKind.INPUT);
    words.forEach(kind -> say(run, word(kind, task)));
  }

  private static Word word(SignalKind kind, TaskId task) {
    return new Word(kind, Optional.of(task), RandomWorkflow.APPROVER);
  }

  private record Word(SignalKind kind, Optional<TaskId> task, String by) {}

  private void interfere(RunId run, String by) {
    SignalKind kind = SIGNALS.get(chance.size(SIGNALS.size()));
    boolean mild = kind == SignalKind.CANCEL && chance.size(32) % 2 == 0;
    say(run, new Word(mild ? SignalKind.PAUSE : kind, Optional.empty(), by));
  }

  private void say(RunId run, Word word) {
    Signal signal =
        new Signal(
            run,
            Optional.of("signal " + said++),
            word.kind(),
            word.task().map(TaskId::value),
            Optional.of(word.by()),
            Optional.empty(),
            word.kind() == SignalKind.INPUT ? Map.of("answer", "n" + said) : Map.of());
    String tenant = word.by().equals("eve") ? "another" : Requests.TENANT;
    scene
        .agenda()
        .in(
            500L + chance.of(said, 4_000),
            () -> {
              Instant now = scene.agenda().instant();
              scene.trace().say(() -> "%s says %s".formatted(word.by(), word.kind()));
              scene
                  .cluster()
                  .runs
                  .append(
                      WireEvents.toAvro(
                          new RunEvent.SignalReceived(run, tenant, now, now, signal)));
            });
  }
}
