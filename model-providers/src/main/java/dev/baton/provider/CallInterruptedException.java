package dev.baton.provider;

/** Carries an interrupt through code that declares none. */
final class CallInterruptedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CallInterruptedException(InterruptedException cause) {
    super("interrupted while waiting for a provider", cause);
  }
}
