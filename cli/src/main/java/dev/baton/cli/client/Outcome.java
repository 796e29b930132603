package dev.baton.cli.client;

import dev.baton.schemas.Answer;

/** What came of a request. */
public sealed interface Outcome {

  /** The run has its answer. */
  record Answered(Answer answer) implements Outcome {}

  /**
   * The request did not become a run.
   *
   * @param cause a stable name
   * @param message what is wrong and what was expected
   */
  record Refused(String cause, String message) implements Outcome {}

  /** Nothing came in time. */
  record Silent() implements Outcome {}
}
