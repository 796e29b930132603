package dev.baton.simulation.chance;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides everything that is left to chance in one world. Each decision depends on the seed and on
 * the place where it is made alone, not on the decisions before it, so that a fault can be left out
 * and the others stay. Used by one thread at a time.
 */
public final class Chance {
  private static final int MOST_PLACES = 16;

  private final long seed;
  private final Optional<Set<Strike>> allowed;
  private final Map<Fault, int[]> opportunities = new EnumMap<>(Fault.class);
  private final List<Strike> strikes = new ArrayList<>();
  private boolean over;
  private long draw;

  /**
   * The chance of a world.
   *
   * @param seed names it
   * @param allowed the only faults that may happen; all where absent
   */
  public Chance(long seed, Optional<Set<Strike>> allowed) {
    this.seed = mix(seed + 0x5bd1e995);
    this.allowed = allowed.map(Set::copyOf);
  }

  /**
   * Whether a fault happens here and now.
   *
   * @param where number of the part that it would hit
   */
  public boolean strikes(Fault fault, int where) {
    int place = where % MOST_PLACES;
    int opportunity = next(fault, place);
    draw = mix(seed ^ mix(mix(fault.salt() + place) + opportunity));
    if (over || Long.remainderUnsigned(draw, 1000) >= fault.perMille()) {
      return false;
    }
    Strike strike = new Strike(fault, place, opportunity);
    if (allowed.isPresent() && !allowed.get().contains(strike)) {
      return false;
    }
    strikes.add(strike);
    return true;
  }

  private int next(Fault fault, int place) {
    int[] ofFault = opportunities.computeIfAbsent(fault, _ -> new int[MOST_PLACES]);
    return ofFault[place]++;
  }

  /** No fault happens from now on: what is broken gets time to heal. */
  public void calmDown() {
    over = true;
  }

  /** A number below a bound that belongs to the fault which has just happened. */
  public int size(int bound) {
    return (int) Long.remainderUnsigned(draw >>> 12, bound);
  }

  /** A number below a bound that belongs to a thing, whatever happens. */
  public int of(long thing, int bound) {
    return (int) Long.remainderUnsigned(mix(seed ^ mix(thing)) >>> 7, bound);
  }

  /** What happened so far, in order. */
  public List<Strike> strikes() {
    return List.copyOf(strikes);
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
