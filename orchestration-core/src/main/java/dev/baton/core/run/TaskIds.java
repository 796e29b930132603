package dev.baton.core.run;

import dev.baton.core.id.RunId;
import dev.baton.core.id.TaskId;
import org.jspecify.annotations.Nullable;

/**
 * Ids of the tasks that were met last. An id is a digest, and most events of a run meet tasks whose
 * ids earlier ones have made. Keeps at most {@value #SLOTS} of them, some megabytes; where two fall
 * on one slot the later stays. Thread-safe: what a slot holds never changes, so whichever thread's
 * is read is right.
 */
final class TaskIds {
  /** A power of two, and more than the tasks of a wide fan-out. */
  private static final int SLOTS = 16_384;

  /** Characters of an item that is worth keeping; the id of a longer one is made anew. */
  private static final int LONGEST_ITEM = 128;

  private record Known(RunId run, TaskPlace place, TaskId id) {
    boolean isOf(RunId otherRun, TaskPlace otherPlace) {
      return run.equals(otherRun) && place.equals(otherPlace);
    }
  }

  private final @Nullable Known[] known = new Known[SLOTS];

  TaskId of(RunId run, TaskPlace place) {
    if (place.item().isPresent() && place.item().get().length() > LONGEST_ITEM) {
      return place.taskId(run);
    }
    int slot = slot(run, place);
    Known last = known[slot];
    if (last != null && last.isOf(run, place)) {
      return last.id();
    }
    TaskId id = place.taskId(run);
    known[slot] = new Known(run, place, id);
    return id;
  }

  /** Side by side for the items of a fan-out, so that they do not push each other out. */
  private static int slot(RunId run, TaskPlace place) {
    int hash = 31 * (31 * run.hashCode() + place.step().hashCode()) + place.round();
    return 31 * hash + place.index() & SLOTS - 1;
  }
}
