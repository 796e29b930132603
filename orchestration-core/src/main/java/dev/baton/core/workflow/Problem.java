package dev.baton.core.workflow;

import java.util.Comparator;

/**
 * One thing that is wrong with a workflow definition.
 *
 * @param line where, from 1
 * @param column where in the line, in characters, from 1
 * @param message place and key, the offender, and what was expected
 */
public record Problem(int line, int column, String message) implements Comparable<Problem> {
  private static final Comparator<Problem> BY_PLACE =
      Comparator.comparingInt(Problem::line)
          .thenComparingInt(Problem::column)
          .thenComparing(Problem::message);

  @Override
  public int compareTo(Problem other) {
    return BY_PLACE.compare(this, other);
  }

  @Override
  public String toString() {
    return "line " + line + ", column " + column + ": " + message;
  }
}
