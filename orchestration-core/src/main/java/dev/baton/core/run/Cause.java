package dev.baton.core.run;

/** Why a step ended. */
public enum Cause {
  /** All its tasks have ended. */
  ALL,
  /** As many tasks have succeeded as its join asks for. */
  ENOUGH,
  /** Its join's deadline passed. */
  DEADLINE,
  /** It could not start: its condition or its list has no value. */
  UNSTARTABLE
}
