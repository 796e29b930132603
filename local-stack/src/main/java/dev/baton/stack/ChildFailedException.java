package dev.baton.stack;

/** A child ended, or did not serve in time, while it was being started. */
final class ChildFailedException extends StackException {
  private static final long serialVersionUID = 1L;
  private static final String PORT_TAKEN = "ddress already in use";

  private final boolean portTaken;

  ChildFailedException(String message, String output) {
    super(message + "; last lines of its log:\n" + output);
    this.portTaken = output.contains(PORT_TAKEN);
  }

  /** Whether somebody took the port between our choosing it and the child's binding it. */
  boolean portTaken() {
    return portTaken;
  }
}
