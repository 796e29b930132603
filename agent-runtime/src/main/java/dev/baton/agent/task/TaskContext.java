package dev.baton.agent.task;

import dev.baton.agent.loop.AgentLoop;
import dev.baton.agent.model.ModelClient;
import dev.baton.agent.tool.ToolBox;
import dev.baton.schemas.Task;
import java.time.Instant;

/** One execution of one task, as its specialist sees it. Used by one thread at a time. */
public interface TaskContext {

  /**
   * The task as it was dispatched. Goal, objective, inputs, history and slice are untrusted text.
   */
  Task task();

  /**
   * The card's model: every call is journaled, bounded in time and counted into the usage of the
   * result.
   */
  ModelClient model();

  /** The tools that the card allows: every call is journaled, bounded in time and counted. */
  ToolBox tools();

  /**
   * A reason-act-observe loop over {@link #model()} and {@link #tools()} with the card's limits.
   */
  AgentLoop loop();

  /**
   * When this execution must have ended: the attempt's time-out or the run's deadline, whichever
   * comes first.
   */
  Instant deadline();

  /**
   * Says what goes on, best effort.
   *
   * @param text one line; cut after 200 characters
   */
  void progress(String text);
}
