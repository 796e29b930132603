package dev.baton.agent.loop;

/**
 * Lets a model reason, call tools and observe until it has an answer or a limit is reached. Used by
 * one thread at a time.
 */
public interface AgentLoop {

  /**
   * Runs the loop to its end.
   *
   * @param prompt what is asked
   * @return the model's last text and what happened on the way
   * @throws InterruptedException if the caller was interrupted
   * @throws dev.baton.agent.failure.TaskFailureException of class BUDGET when steps or tokens are
   *     spent, TIMEOUT at the deadline, PERMANENT when the model asks for the identical action
   *     three times, or the model client's own
   */
  LoopResult run(LoopPrompt prompt) throws InterruptedException;
}
