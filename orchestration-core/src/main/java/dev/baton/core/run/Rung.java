package dev.baton.core.run;

/**
 * How far a run has come down to save what is left of its budget. Each rung includes the former.
 */
public enum Rung {
  /** Nothing is saved. */
  FULL,
  /** The cards' cheaper tiers are used. */
  CHEAPER,
  /** Optional items of fan-outs that have not started are left out as well. */
  FEWER,
  /** Nothing is tried again and no loop goes round any more. */
  FINISH;

  boolean includes(Rung other) {
    return compareTo(other) >= 0;
  }
}
