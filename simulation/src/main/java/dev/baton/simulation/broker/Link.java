package dev.baton.simulation.broker;

/** Somebody's way to the broker. */
@FunctionalInterface
public interface Link {
  /** Whether the broker can be reached at the moment. */
  boolean isUp();
}
