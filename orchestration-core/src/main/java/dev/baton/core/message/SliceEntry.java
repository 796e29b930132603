package dev.baton.core.message;

import java.util.List;

/**
 * One blackboard entry as given to a task.
 *
 * @param key the blackboard key
 * @param version the entry's version, from 1
 * @param writer the step that wrote it
 * @param taint whether it may be followed as an instruction
 * @param tokens its estimated size in tokens
 * @param parts the contributions, ordered by fan-out item
 */
public record SliceEntry(
    String key, int version, String writer, Taint taint, long tokens, List<SlicePart> parts) {

  /** Copies the list. */
  public SliceEntry {
    parts = List.copyOf(parts);
  }
}
