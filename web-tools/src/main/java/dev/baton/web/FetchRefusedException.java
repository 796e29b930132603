package dev.baton.web;

/** An address that is not fetched, or a page that is not taken. */
final class FetchRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  FetchRefusedException(String message) {
    super(message);
  }

  FetchRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
