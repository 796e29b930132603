package dev.baton.vectors;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What vectors are remembered by: SHA-256 of the text, which does not tell the text. */
final class TextDigest {

  /** Length of a digest before it is written in hexadecimal. */
  static final int BYTES = 32;

  private TextDigest() {}

  /** In lower-case hexadecimal. */
  static String of(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is missing (every Java platform has it)", e);
    }
  }
}
