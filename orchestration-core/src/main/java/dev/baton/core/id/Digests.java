package dev.baton.core.id;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests over length-prefixed parts. Thread-safe. */
public final class Digests {
  /** Only copied: to look the algorithm up costs as much as to digest a short text. */
  private static final MessageDigest SHA_256 = digest("SHA-256");

  private Digests() {}

  /** SHA-256 over the length-prefixed parts, 64 lower-case hexadecimal digits. */
  public static String sha256(String... parts) {
    return HexFormat.of().formatHex(fresh(SHA_256).digest(lengthPrefixed(parts)));
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

  private static MessageDigest fresh(MessageDigest unused) {
    try {
      return (MessageDigest) unused.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(unused + " cannot be copied (the platform's own can)", e);
    }
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(algorithm + " is missing (every Java platform has it)", e);
    }
  }
}
