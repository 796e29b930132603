package dev.baton.agent.tool;

/** Hears of the calls that are really made. Thread-safe. */
@FunctionalInterface
public interface ToolWatch {

  /** Nobody hears of calls. */
  ToolWatch NONE = (_, _, call) -> call.run();

  /** A call under way. */
  @FunctionalInterface
  interface Call {
    ToolOutput run() throws InterruptedException;
  }

  /**
   * Makes the call and hands on what comes of it.
   *
   * @param tool its name
   * @param invocation its arguments
   * @param call makes it
   */
  ToolOutput around(String tool, ToolInvocation invocation, Call call) throws InterruptedException;
}
