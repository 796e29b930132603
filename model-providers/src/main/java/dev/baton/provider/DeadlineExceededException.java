package dev.baton.provider;

/** A provider did not answer before the call's deadline. */
final class DeadlineExceededException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DeadlineExceededException(String message) {
    super(message);
  }
}
