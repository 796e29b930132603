package dev.baton.agent.slot;

import dev.baton.schemas.Abandoned;
import dev.baton.schemas.FailureClass;
import dev.baton.schemas.TaskFailed;
import java.util.Optional;

/** Why an execution is ended before its specialist is done. */
public sealed interface CancelCause {

  /** It ran for as long as its attempt allows. */
  record TimedOut(String message) implements CancelCause {}

  /** Nobody waits for it any more. */
  record Cancelled(String reason) implements CancelCause {}

  /** The worker shuts down and its grace period is over. */
  record ShutDown() implements CancelCause {}

  /** Somebody else may have the record by now. */
  record LockLost() implements CancelCause {}

  /** What is said to the orchestrator; nothing where somebody else will say it. */
  default Optional<Object> body() {
    return switch (this) {
      case TimedOut(String message) ->
          Optional.of(
              TaskFailed.newBuilder()
                  .setFailureClass(FailureClass.TIMEOUT)
                  .setMessage(message)
                  .build());
      case Cancelled(String reason) -> Optional.of(new Abandoned("cancelled: " + reason));
      case ShutDown() ->
          Optional.of(new Abandoned("the worker shut down before the task was done"));
      case LockLost() -> Optional.empty();
    };
  }
}
