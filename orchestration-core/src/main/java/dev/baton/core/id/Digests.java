package dev.baton.core.id;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests over length-prefixed parts. Stateless and thread-safe. */
public final class Digests {
  private Digests() {}

  /** SHA-256 over the length-prefixed parts, 64 lower-case hexadecimal digits. */
  public static String sha256(String... parts) {
    return HexFormat.of().formatHex(digest("SHA-256").digest(lengthPrefixed(parts)));
  }

  static byte[] sha1(byte[] first, byte[] second) {
    MessageDigest digest = digest("SHA-1");
    digest.update(first);
    return digest.digest(second);
  }

  /** Each part as four bytes of length and its UTF-8 bytes. */
  static byte[] lengthPrefixed(String... parts) {
    byte[][] encoded = new byte[parts.length][];
    int size = 0;
    for (int i = 0; i < parts.length; i++) {
      encoded[i] = parts[i].getBytes(StandardCharsets.UTF_8);
      size += Integer.BYTES + encoded[i].length;
    }
    ByteBuffer bytes = ByteBuffer.allocate(size);
    for (byte[] part : encoded) {
      bytes.putInt(part.length).put(part);
    }
    return bytes.array();
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(algorithm + " is missing (every Java platform has it)", e);
    }
  }
}
