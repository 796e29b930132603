package dev.baton.agent.tool;

/** Something that a specialist or its model can call. Implementations are thread-safe. */
public interface Tool {

  /** Its name, description and arguments. */
  ToolSpec spec();

  /**
   * Does its work.
   *
   * @param call the arguments and the task for which it is called
   * @return what it found; untrusted text
   * @throws InterruptedException if the caller was interrupted
   * @throws ToolException if the arguments are wrong or the tool cannot do it; the message goes
   *     back to the model
   */
  ToolOutput run(ToolInvocation call) throws InterruptedException;
}
