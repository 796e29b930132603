package dev.baton.core.run;

import dev.baton.core.id.TaskId;

/**
 * A question that waits for a signal.
 *
 * @param taskId the task that waits
 * @param step its step
 * @param text what is asked, at most {@value #MAX_TEXT} characters
 */
public record Question(TaskId taskId, String step, String text) {
  private static final int MAX_TEXT = 1_000;

  /** Cuts an overlong text. */
  public Question {
    text = text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT - 1) + "…";
  }
}
