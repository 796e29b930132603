package dev.baton.router.admission;

import dev.baton.schemas.Priority;
import java.time.Duration;
import java.util.Optional;

/** Tells how long tasks wait for workers. Thread-safe. */
public interface QueueTimes {

  /**
   * How long a task of a role and priority class would wait until it begins; empty where nobody can
   * tell.
   */
  Optional<Duration> waiting(String role, Priority priority);

  /** Nobody can tell. */
  static QueueTimes unknown() {
    return (_, _) -> Optional.empty();
  }
}
