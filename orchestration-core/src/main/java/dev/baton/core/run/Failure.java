package dev.baton.core.run;

import dev.baton.core.message.FailureClass;

/**
 * Why something could not be had.
 *
 * @param failureClass decides what is done about it
 * @param message the same in plain words, at most {@value #MAX_MESSAGE} characters
 */
public record Failure(FailureClass failureClass, String message) {
  private static final int MAX_MESSAGE = 1_000;

  /** Cuts an overlong message. */
  public Failure {
    message =
        message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE - 1) + "…";
  }

  /** The same failure and what follows from it, which is told in full. */
  Failure noting(String note) {
    int most = MAX_MESSAGE - note.length() - 2;
    String said = message.length() <= most ? message : message.substring(0, most - 1) + "…";
    return new Failure(failureClass, said + "; " + note);
  }
}
