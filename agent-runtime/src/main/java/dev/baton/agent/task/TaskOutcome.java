package dev.baton.agent.task;

import dev.baton.schemas.Citation;
import dev.baton.schemas.Content;
import dev.baton.schemas.FailureClass;
import dev.baton.schemas.Handoff;
import dev.baton.schemas.NeedsInput;
import dev.baton.schemas.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What a specialist says about its task. */
public sealed interface TaskOutcome {

  /** The bound on {@link Success#fieldsJson()} in UTF-8 bytes. */
  int MAX_FIELDS_BYTES = 16 * 1024;

  /**
   * The task is done.
   *
   * @param fieldsJson a JSON object of at most {@value #MAX_FIELDS_BYTES} UTF-8 bytes: the only
   *     part that workflow conditions see
   * @param content the content, opaque to the orchestrator
   * @param citations the sources of the content
   * @param confidence how sure the specialist is, 0 to 1
   */
  record Success(
      String fieldsJson,
      Optional<Content> content,
      List<Citation> citations,
      OptionalDouble confidence)
      implements TaskOutcome {

    /** Copies the citations. */
    public Success {
      citations = List.copyOf(citations);
    }
  }

  /**
   * The task cannot be done by this execution.
   *
   * @param failureClass decides whether the orchestrator tries again
   * @param message names the offender and what was expected
   * @param retryAfter how long to wait at least before another attempt
   */
  record Failure(FailureClass failureClass, String message, Optional<Duration> retryAfter)
      implements TaskOutcome {}

  /** The task is passed to another role. */
  record HandedOff(Handoff handoff) implements TaskOutcome {}

  /** Steps that the orchestrator shall append to the run's plan. */
  record Planned(Plan plan) implements TaskOutcome {}

  /** A person's word is needed. */
  record InputNeeded(NeedsInput question) implements TaskOutcome {}

  /** A success with content in Markdown. */
  static Success markdown(String text, String fieldsJson, List<Citation> citations) {
    Content content = Content.newBuilder().setMediaType("text/markdown").setText(text).build();
    return new Success(fieldsJson, Optional.of(content), citations, OptionalDouble.empty());
  }

  /** A success with content in JSON. */
  static Success json(String json, String fieldsJson, List<Citation> citations) {
    Content content = Content.newBuilder().setMediaType("application/json").setText(json).build();
    return new Success(fieldsJson, Optional.of(content), citations, OptionalDouble.empty());
  }

  /** A success that only has fields. */
  static Success fields(String fieldsJson) {
    return new Success(fieldsJson, Optional.empty(), List.of(), OptionalDouble.empty());
  }

  /** A failure without a minimum wait. */
  static Failure failure(FailureClass failureClass, String message) {
    return new Failure(failureClass, message, Optional.empty());
  }
}
