package dev.baton.router.admission;

import java.time.Duration;
import java.util.Optional;

/** Tells how long tasks wait for workers. Thread-safe. */
public interface QueueTimes {

  /** How long a task of a role would wait until it begins; empty where nobody can tell. */
  Optional<Duration> waiting(String role);

  /** Nobody can tell. */
  static QueueTimes unknown() {
    return _ -> Optional.empty();
  }
}
