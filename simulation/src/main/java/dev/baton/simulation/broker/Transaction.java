package dev.baton.simulation.broker;

import java.util.LinkedHashSet;
import java.util.Set;

/** Records that become visible together or not at all. */
public final class Transaction {
  private enum State {
    OPEN,
    COMMITTED,
    ABORTED
  }

  private final Set<Topic<?>> topics = new LinkedHashSet<>();
  private State state = State.OPEN;

  void touches(Topic<?> topic) {
    topics.add(topic);
  }

  /** Whether it is neither committed nor aborted. */
  public boolean isOpen() {
    return state == State.OPEN;
  }

  boolean isAborted() {
    return state == State.ABORTED;
  }

  /** Makes its records visible. */
  public void commit() {
    end(State.COMMITTED);
  }

  /** Makes sure that nobody who asks for committed records ever sees its own. */
  public void abort() {
    end(State.ABORTED);
  }

  private void end(State how) {
    if (state != State.OPEN) {
      throw new IllegalStateException("transaction: %s (expected: OPEN)".formatted(state));
    }
    state = how;
    topics.forEach(topic -> topic.ended(this));
  }
}
