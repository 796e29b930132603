package dev.baton.core.run;

/**
 * One round of one step.
 *
 * @param step the step's name
 * @param round from 0
 */
public record StepRound(String step, int round) {
  /** Prefix of the timers of join deadlines. */
  static final String PREFIX = "step/";

  /** The timer of the step's join deadline. */
  String timer() {
    return PREFIX + step + "/" + round;
  }
}
