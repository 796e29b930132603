package dev.baton.simulation.worker;

import dev.baton.agent.failure.TaskFailureException;
import dev.baton.agent.journal.Journal;
import dev.baton.schemas.FailureClass;
import dev.baton.schemas.JournalKind;
import dev.baton.schemas.JournalRecord;
import dev.baton.schemas.Task;
import dev.baton.simulation.chance.Fault;
import dev.baton.simulation.scene.Tally.Count;
import java.util.List;

/** A worker's way to its role's journal. */
final class SimulatedJournal implements Journal {
  private final Pod pod;
  private final JournalTopic topic;

  SimulatedJournal(Pod pod, JournalTopic topic) {
    this.pod = pod;
    this.topic = topic;
  }

  @Override
  public void append(JournalRecord entry) throws InterruptedException {
    pod.fibers().checkAlive();
    if (!pod.isUp() || pod.strikes(Fault.JOURNAL_FAILS)) {
      throw new TaskFailureException(FailureClass.TRANSIENT, "journal: not written");
    }
    if (entry.getKind() == JournalKind.EXECUTION_STARTED) {
      pod.scene().tally().add(Count.RESUMED);
    }
    topic.append(entry);
  }

  @Override
  public List<JournalRecord> read(Task task) {
    pod.fibers().checkAlive();
    if (!pod.isUp() || pod.strikes(Fault.JOURNAL_UNREADABLE)) {
      throw new TaskFailureException(FailureClass.TRANSIENT, "journal: not read");
    }
    return pod.scene().habits().readsTheJournal() ? topic.of(task.getTaskId()) : List.of();
  }
}
