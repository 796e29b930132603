package dev.baton.core.run;

/** Where a run stands. */
public enum RunStatus {
  RUNNING,
  /** Nothing new is dispatched until it is resumed; results are still taken. */
  PAUSED,
  /** The answer is given; everything that comes now is superseded. */
  FINISHED
}
