package dev.baton.agent.model;

/** How far calls are let through. */
public enum Room {
  /** No call. */
  NONE,
  /** One call, which tries whether the model is well again. */
  ONE_TO_TRY,
  /** Any call. */
  FREE
}
