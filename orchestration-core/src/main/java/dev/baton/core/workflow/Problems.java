package dev.baton.core.workflow;

import java.util.List;
import java.util.TreeSet;

/**
 * Collects what is wrong with one definition, the first {@value #MOST} of it. Used by one thread.
 */
final class Problems {
  /** More than that, and nobody reads the rest. */
  static final int MOST = 100;

  private final TreeSet<Problem> found = new TreeSet<>();

  void add(Position at, String message) {
    found.add(new Problem(at.line(), at.column(), message));
    if (found.size() > MOST) {
      found.pollLast();
    }
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /** In the order of the definition. */
  List<Problem> sorted() {
    return List.copyOf(found);
  }
}
