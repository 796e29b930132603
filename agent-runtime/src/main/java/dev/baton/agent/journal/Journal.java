package dev.baton.agent.journal;

import dev.baton.schemas.JournalRecord;
import dev.baton.schemas.Task;
import java.util.List;

/** Where the calls of executions are recorded and looked up. Implementations are thread-safe. */
public interface Journal {

  /**
   * Records one call; returns when the record is safe.
   *
   * @param entry the call
   * @throws InterruptedException if the caller was interrupted
   * @throws dev.baton.agent.failure.TaskFailureException of class TRANSIENT if it could not be made
   *     safe
   */
  void append(JournalRecord entry) throws InterruptedException;

  /**
   * The records of all earlier executions of a task, up to the moment of the call, oldest first.
   *
   * @param task the task
   * @throws InterruptedException if the caller was interrupted
   * @throws dev.baton.agent.failure.TaskFailureException of class TRANSIENT if it could not be read
   *     within its bound
   */
  List<JournalRecord> read(Task task) throws InterruptedException;
}
