package dev.baton.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.agent.failure.TaskFailureException;
import dev.baton.agent.json.Json;
import dev.baton.schemas.FailureClass;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says what a failed call means for the task. Never repeats the account's secret. Thread-safe. */
final class CallFailures {

  private static final int MAX_SHOWN = 300;

  private final String model;
  private final Optional<String> secret;

  CallFailures(String model, Optional<String> secret) {
    this.model = model;
    this.secret = secret;
  }

  /**
   * The failure of a call, where it is known what happened.
   *
   * @throws InterruptedException if the call was interrupted
   */
  Optional<TaskFailureException> known(RuntimeException failure) throws InterruptedException {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case CallInterruptedException _ -> throw interruption(failure);
        case DeadlineExceededException late -> {
          return Optional.of(failed(FailureClass.TIMEOUT, late.getMessage(), failure));
        }
        case BrokenAnswerException broken -> {
          return Optional.of(failed(FailureClass.TRANSIENT, broken.getMessage(), failure));
        }
        case ProviderHttpException http -> {
          return Optional.of(http(http));
        }
        default -> {}
      }
    }
    return Optional.empty();
  }

  /** The failure of a call that brought no answer, for a reason that nobody foresaw. */
  TaskFailureException unforeseen(RuntimeException failure) {
    return failed(FailureClass.PERMANENT, failure.toString(), failure);
  }

  /** The failure of a call whose answer is not whole. */
  TaskFailureException notWhole(RuntimeException failure) {
    return failed(FailureClass.TRANSIENT, "its provider's answer is no whole JSON object", failure);
  }

  private TaskFailureException http(ProviderHttpException answer) {
    int status = answer.status();
    if (status == 0) {
      return failed(FailureClass.TRANSIENT, "no answer: " + answer.getMessage(), answer);
    }
    String said = "HTTP %d: %s".formatted(status, reason(answer.getMessage()));
    boolean passing = status == 408 || status == 409 || status == 429 || status >= 500;
    FailureClass failureClass = passing ? FailureClass.TRANSIENT : FailureClass.PERMANENT;
    return answer
        .retryAfter()
        .filter(_ -> passing)
        .map(wait -> new TaskFailureException(failureClass, message(said), wait))
        .orElseGet(() -> failed(failureClass, said, answer));
  }

  private TaskFailureException failed(
      FailureClass failureClass, @Nullable String said, Throwable cause) {
    return new TaskFailureException(failureClass, message(String.valueOf(said)), cause);
  }

  private String message(String said) {
    String line = said.replaceAll("\\s+", " ").strip();
    String open = secret.map(key -> line.replace(key, "***")).orElse(line);
    return "model %s: %s"
        .formatted(model, open.length() <= MAX_SHOWN ? open : open.substring(0, MAX_SHOWN) + "…");
  }

  /** Both protocols answer {@code {"error": {"message": …}}}. */
  private static String reason(@Nullable String body) {
    String text = body == null ? "" : body;
    JsonNode message =
        Json.readObject(text).map(tree -> tree.at("/error/message")).orElseGet(Json::object);
    return message.isTextual() ? message.textValue() : text;
  }

  private static InterruptedException interruption(RuntimeException cause) {
    InterruptedException interruption =
        new InterruptedException("interrupted while waiting for a model");
    interruption.initCause(cause);
    return interruption;
  }
}
