package dev.baton.agent.slot;

import dev.baton.schemas.Task;

/** Says what goes on inside a task, best effort. Thread-safe and never waits. */
@FunctionalInterface
public interface ProgressSink {

  /** Says one line about a task. */
  void progress(Task task, String text);
}
