package dev.baton.agent.slot;

import dev.baton.agent.content.ClaimCheck;
import dev.baton.agent.content.ContentLimits;
import dev.baton.agent.failure.TaskFailureException;
import dev.baton.agent.json.Json;
import dev.baton.agent.json.JsonSchemaCheck;
import dev.baton.agent.task.TaskOutcome;
import dev.baton.redaction.Redactor;
import dev.baton.schemas.Abandoned;
import dev.baton.schemas.Content;
import dev.baton.schemas.FailureClass;
import dev.baton.schemas.TaskFailed;
import dev.baton.schemas.TaskSucceeded;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Turns what a specialist says into a body of the contract, and holds it to the contract's bounds.
 * Thread-safe.
 */
final class ResultBodies {

  /** The bound on a failure's message in characters; the rest is cut off. */
  static final int MAX_MESSAGE_CHARS = 2000;

  private final Optional<JsonSchemaCheck> cardSchema;
  private final ClaimCheck content;

  ResultBodies(Optional<String> cardSchema, ClaimCheck content) {
    this.cardSchema = cardSchema.map(JsonSchemaCheck::of);
    this.content = content;
  }

  /**
   * A body of the contract. Large content is safe in its store by then.
   *
   * @throws TaskFailureException if it is not
   * @throws InterruptedException if the work was interrupted
   */
  Object body(TaskOutcome outcome, Optional<String> taskSchema) throws InterruptedException {
    return switch (outcome) {
      case TaskOutcome.Success success -> {
        Optional<TaskFailed> complaint = complaint(success, taskSchema);
        yield complaint.isPresent() ? complaint.get() : succeeded(success);
      }
      case TaskOutcome.Failure(
              FailureClass failureClass,
              String message,
              Optional<Duration> retryAfter) ->
          TaskFailed.newBuilder(failed(failureClass, message))
              .setRetryAfterMillis(retryAfter.map(Duration::toMillis).orElse(null))
              .build();
      case TaskOutcome.HandedOff(var handoff) -> bounded(handoff, handoff.toString());
      case TaskOutcome.Planned(var plan) -> bounded(plan, plan.getSteps());
      case TaskOutcome.InputNeeded(var question) -> bounded(question, question.getQuestion());
    };
  }

  /** A reason may quote a provider or a tool, who may quote a secret. */
  static Object redacted(Object body, Redactor redactor) {
    return switch (body) {
      case TaskFailed failed ->
          TaskFailed.newBuilder(failed)
              .setMessage(redactor.hideInMessage(failed.getMessage()))
              .build();
      case Abandoned abandoned -> new Abandoned(redactor.hideInMessage(abandoned.getReason()));
      default -> body;
    };
  }

  static TaskFailed failed(TaskFailureException failure) {
    return TaskFailed.newBuilder(
            failed(failure.failureClass(), String.valueOf(failure.getMessage())))
        .setRetryAfterMillis(failure.retryAfter().map(Duration::toMillis).orElse(null))
        .build();
  }

  static TaskFailed failed(FailureClass failureClass, String message) {
    String cut =
        message.length() <= MAX_MESSAGE_CHARS
            ? message
            : message.substring(0, MAX_MESSAGE_CHARS) + "…";
    return TaskFailed.newBuilder().setFailureClass(failureClass).setMessage(cut).build();
  }

  private TaskSucceeded succeeded(TaskOutcome.Success success) throws InterruptedException {
    Optional<Content> said = success.content();
    return TaskSucceeded.newBuilder()
        .setFieldsJson(success.fieldsJson())
        .setContent(said.isPresent() ? content.left(said.get()) : null)
        .setCitations(success.citations())
        .setConfidence(success.confidence().isPresent() ? success.confidence().getAsDouble() : null)
        .build();
  }

  private Optional<TaskFailed> complaint(TaskOutcome.Success success, Optional<String> taskSchema) {
    int bytes = utf8Bytes(success.fieldsJson());
    if (bytes > TaskOutcome.MAX_FIELDS_BYTES) {
      return malformed(
          "fields: %d bytes (expected: at most %d)".formatted(bytes, TaskOutcome.MAX_FIELDS_BYTES));
    }
    if (Json.readObject(success.fieldsJson()).isEmpty()) {
      return malformed("fields: no JSON object (expected: one)");
    }
    Optional<String> misfit =
        taskSchema
            .map(JsonSchemaCheck::of)
            .or(() -> cardSchema)
            .flatMap(check -> check.complaint(success.fieldsJson()));
    return misfit.flatMap(what -> malformed("fields: " + what));
  }

  private static Object bounded(Object body, String text) {
    return tooLarge(text).<Object>map(failed -> failed).orElse(body);
  }

  private static Optional<TaskFailed> tooLarge(String text) {
    int bytes = utf8Bytes(text);
    return bytes <= ContentLimits.MAX_INLINE_BYTES
        ? Optional.empty()
        : Optional.of(
            failed(
                FailureClass.PERMANENT,
                "content: %d bytes (expected: at most %d)"
                    .formatted(bytes, ContentLimits.MAX_INLINE_BYTES)));
  }

  private static Optional<TaskFailed> malformed(String message) {
    return Optional.of(failed(FailureClass.MALFORMED, message));
  }

  private static int utf8Bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
