package dev.baton.agent.journal;

import dev.baton.schemas.JournalRecord;
import dev.baton.schemas.Task;
import java.util.ArrayList;
import java.util.List;

/**
 * A journal that ends with its process: for tests and for trying a specialist without a broker.
 * Thread-safe.
 */
public final class InMemoryJournal implements Journal {

  private final List<JournalRecord> entries = new ArrayList<>();

  @Override
  public synchronized void append(JournalRecord entry) {
    entries.add(entry);
  }

  @Override
  public synchronized List<JournalRecord> read(Task task) {
    return entries.stream().filter(entry -> entry.getTaskId().equals(task.getTaskId())).toList();
  }

  /** Every record, oldest first. */
  public synchronized List<JournalRecord> entries() {
    return List.copyOf(entries);
  }
}
