package dev.baton.agent.tool;

import java.time.Duration;

/**
 * Bounds on one call to a tool.
 *
 * @param timeout how long it may take
 * @param maxOutputChars how long its output may be, in UTF-16 units; the rest is cut off and the
 *     cut is said
 * @param maxArgumentChars how long its arguments may be
 */
public record ToolLimits(Duration timeout, int maxOutputChars, int maxArgumentChars) {

  /** What applies where nothing is configured: 60 s, 128 Ki and 64 Ki characters. */
  public static final ToolLimits DEFAULT =
      new ToolLimits(Duration.ofSeconds(60), 128 * 1024, 64 * 1024);

  /** Checks that every bound is positive. */
  public ToolLimits {
    if (!timeout.isPositive() || maxOutputChars < 1 || maxArgumentChars < 1) {
      throw new IllegalArgumentException(
          "tool limits: %s, %d, %d (expected: all > 0)"
              .formatted(timeout, maxOutputChars, maxArgumentChars));
    }
  }
}
