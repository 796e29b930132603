package dev.baton.core.message;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a worker says about one attempt. */
public sealed interface ResultBody {

  /**
   * The worker has begun and needs longer than a moment.
   *
   * @param timeout after which the worker will have given up by itself
   */
  record TaskStarted(Duration timeout) implements ResultBody {}

  /**
   * The attempt brought what was asked for.
   *
   * @param fieldsJson inline fields as a JSON object, the only part that conditions see
   * @param content the content
   * @param citations its sources
   * @param confidence how sure the worker is, 0 to 1
   */
  record TaskSucceeded(
      String fieldsJson,
      Optional<Content> content,
      List<Citation> citations,
      Optional<Double> confidence)
      implements ResultBody {

    /** Copies the list. */
    public TaskSucceeded {
      citations = List.copyOf(citations);
    }
  }

  /**
   * The attempt failed.
   *
   * @param failureClass why
   * @param message the same in plain words
   * @param retryAfter wait at least this long before another attempt
   */
  record TaskFailed(FailureClass failureClass, String message, Optional<Duration> retryAfter)
      implements ResultBody {}

  /**
   * The worker passes the task to another role.
   *
   * @param toRole to whom
   * @param goal what is to be achieved
   * @param tried what was tried
   * @param state where it stands
   * @param openQuestions what is open
   * @param reason why it is handed over
   */
  record Handoff(
      String toRole,
      String goal,
      List<String> tried,
      String state,
      List<String> openQuestions,
      String reason)
      implements ResultBody {

    /** Copies the lists. */
    public Handoff {
      tried = List.copyOf(tried);
      openQuestions = List.copyOf(openQuestions);
    }
  }

  /**
   * A planner's steps.
   *
   * @param steps YAML in the vocabulary of workflows
   */
  record Plan(String steps) implements ResultBody {}

  /**
   * The worker cannot go on without a person's word.
   *
   * @param question what it asks
   */
  record NeedsInput(String question) implements ResultBody {}

  /**
   * The worker gives the task back unfinished.
   *
   * @param reason why
   */
  record Abandoned(String reason) implements ResultBody {}
}
