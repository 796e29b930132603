package dev.baton.simulation;

/**
 * Which worlds are played.
 *
 * @param first the first seed, 0 or more
 * @param count how many, at least 1
 * @param lanes how many are played side by side, at least 1
 */
public record Seeds(long first, long count, int lanes) {
  /** Checks the bounds. */
  public Seeds {
    require("seed", first, 0);
    require("seeds", count, 1);
    require("lanes", lanes, 1);
  }

  private static void require(String name, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException("%s: %d (expected: >= %d)".formatted(name, value, least));
    }
  }

  /** So many seeds from 0, on every processor. */
  public static Seeds of(long count) {
    return new Seeds(0, count, Runtime.getRuntime().availableProcessors());
  }

  /** One seed. */
  public static Seeds only(long seed) {
    return new Seeds(seed, 1, 1);
  }
}
