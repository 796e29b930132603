package dev.baton.agent.slot;

import dev.baton.schemas.Task;
import dev.baton.serde.Decoded;

/** Reads tasks from bytes. Used by one thread at a time. */
@FunctionalInterface
public interface TaskDecoder extends AutoCloseable {

  /**
   * Reads one task.
   *
   * @param record its record
   * @throws dev.baton.serde.RegistryUnavailableException if nothing can be said about it yet
   */
  Decoded<Task> decode(TaskRecord record);

  /** Gives back what it holds. */
  @Override
  default void close() {}
}
