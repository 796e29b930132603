package dev.baton.simulation.chance;

/**
 * A fault that happened.
 *
 * @param fault which
 * @param where number of the part that it hit
 * @param opportunity the how-manieth time that it could have hit that part, from 0
 */
public record Strike(Fault fault, int where, int opportunity) {
  @Override
  public String toString() {
    return "%s at %d, opportunity %d".formatted(fault, where, opportunity);
  }
}
