package dev.baton.core.workflow;

import dev.baton.core.cel.CelExpression;
import java.util.List;

/**
 * A bounded loop: after the step that carries it has ended, the listed steps are done again until
 * the condition holds.
 *
 * @param until the condition
 * @param max further rounds at most, 1 to {@value #MOST_ROUNDS}
 * @param redo the steps to do again, in the order of the definition; the step itself is one of them
 */
public record Repeat(CelExpression until, int max, List<String> redo) {
  /** Most further rounds that a definition may ask for. */
  public static final int MOST_ROUNDS = 10;

  /** Copies the list. */
  public Repeat {
    redo = List.copyOf(redo);
  }
}
