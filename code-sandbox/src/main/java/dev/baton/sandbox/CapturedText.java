package dev.baton.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a program wrote to an output.
 *
 * @param text UTF-8; what is none is replaced
 * @param truncated whether there was more
 */
public record CapturedText(String text, boolean truncated) {

  /** Nothing. */
  public static final CapturedText EMPTY = new CapturedText("", false);

  static CapturedText of(byte[] bytes, int max) {
    byte[] kept = bytes.length <= max ? bytes : Arrays.copyOf(bytes, max);
    return new CapturedText(new String(kept, StandardCharsets.UTF_8), bytes.length > max);
  }
}
