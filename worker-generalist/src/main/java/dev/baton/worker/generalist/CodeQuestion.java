package dev.baton.worker.generalist;

import dev.baton.agent.evidence.Slices;
import dev.baton.agent.task.TaskOutcome;
import dev.baton.schemas.Handoff;
import dev.baton.schemas.Task;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Questions about where something stands in source code. The generalist's search is over prose, so
 * those that prose does not answer belong to the coder. Stateless.
 */
final class CodeQuestion {

  private static final String CODER = "coder";

  /** The entry of a task that was handed over before. */
  private static final String HANDOFF = "handoff";

  private static final Pattern FORM =
      Pattern.compile(
          "(?is)\\W*(?:where|in\\s+which|which|show|find)\\b.*"
              + "\\b(?:function|method|class|constant|code)\\b.*");

  private CodeQuestion() {}

  /** Whether the coder is to have the question; not again where somebody has passed it on. */
  static boolean isForTheCoder(Task task, String question) {
    return FORM.matcher(question).matches() && Slices.entry(task, HANDOFF).isEmpty();
  }

  /**
   * Passes the question on.
   *
   * @param corpus which documents were searched
   */
  static TaskOutcome handOver(Task task, String question, String corpus) {
    return new TaskOutcome.HandedOff(
        Handoff.newBuilder()
            .setToRole(CODER)
            .setGoal(task.getGoal().isBlank() ? question : task.getGoal())
            .setTried(List.of("searched the prose of corpus " + corpus))
            .setState("The prose says nothing about it; the source code was not searched.")
            .setOpenQuestions(List.of(question))
            .setReason("the question is about source code")
            .build());
  }
}
