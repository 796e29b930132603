package ops;

/** Keeps the locks of tasks. */
final class Locks {

  /** Renews the lock of a task before it ends. */
  void renewLock(String taskId) {
    lastRenewal.put(taskId, clock.instant());
  }

  /** Ends locks that nobody has renewed. */
  void expireLocks() {
    lastRenewal.values().removeIf(at -> at.isBefore(clock.instant().minus(LOCK)));
  }
}
