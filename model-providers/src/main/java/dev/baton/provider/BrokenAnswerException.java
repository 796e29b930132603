package dev.baton.provider;

/** A provider began to answer and did not bring its answer to an end. */
final class BrokenAnswerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BrokenAnswerException(String message) {
    super(message);
  }
}
