package dev.baton.agent.slot;

import dev.baton.schemas.DeadLetter;
import dev.baton.schemas.Result;
import java.util.Optional;

/** Where workers say something. Thread-safe. */
public interface Outbox {

  /**
   * Says a result; returns when it is safe.
   *
   * @throws InterruptedException if the caller was interrupted
   * @throws dev.baton.agent.failure.TaskFailureException of class PERMANENT if it is too large to
   *     be sent
   * @throws RuntimeException if it is not safe for another reason; saying it again may help
   */
  void result(Result result) throws InterruptedException;

  /** Says a result without waiting; it may be lost. */
  void hint(Result result);

  /**
   * Puts a record among the dead letters; returns when it is safe.
   *
   * @param key the record's own key
   * @throws InterruptedException if the caller was interrupted
   * @throws RuntimeException if it is not safe
   */
  void deadLetter(DeadLetter letter, Optional<byte[]> key) throws InterruptedException;
}
