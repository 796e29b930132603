package dev.baton.core.run;

/** Where a run stands. */
public enum RunStatus {
  RUNNING,
  /** Nothing new is dispatched until it is resumed; results are still taken. */
  PAUSED,
  /** What it did outside is taken back; then the answer is given. */
  COMPENSATING,
  /** The answer is given; everything that comes now is superseded. */
  FINISHED
}
