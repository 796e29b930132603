package dev.baton.simulation.worker;

import dev.baton.schemas.JournalRecord;
import java.util.ArrayList;
import java.util.List;

/** The journal of one role. */
final class JournalTopic {
  private final List<JournalRecord> records = new ArrayList<>();

  void append(JournalRecord entry) {
    records.add(entry);
  }

  /** A task's records, oldest first. */
  List<JournalRecord> of(String task) {
    return records.stream().filter(entry -> entry.getTaskId().equals(task)).toList();
  }
}
