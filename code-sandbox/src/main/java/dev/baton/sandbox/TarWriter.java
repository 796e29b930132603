package dev.baton.sandbox;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Writes an archive in the ustar format: regular files with safe names, nothing else. */
final class TarWriter {

  static final int BLOCK = 512;

  private static final int SIZE_AT = 124;
  private static final int SUM_AT = 148;
  private static final int SUM_END = 156;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  void add(String name, byte[] content) {
    byte[] header = new byte[BLOCK];
    put(header, 0, name);
    put(header, 100, "0000644");
    put(header, 108, "0000000");
    put(header, 116, "0000000");
    put(header, SIZE_AT, String.format(Locale.ROOT, "%011o", content.length));
    put(header, 136, "00000000000");
    header[SUM_END] = '0';
    put(header, 257, "ustar");
    put(header, 263, "00");
    put(header, SUM_AT, String.format(Locale.ROOT, "%06o", sum(header)));
    out.writeBytes(header);
    out.writeBytes(content);
    out.writeBytes(new byte[padding(content.length)]);
  }

  /** The archive with its two empty blocks at the end. */
  byte[] end() {
    out.writeBytes(new byte[2 * BLOCK]);
    return out.toByteArray();
  }

  static int padding(long size) {
    return (int) ((BLOCK - size % BLOCK) % BLOCK);
  }

  /** The sum of all bytes, those of the sum itself counted as spaces. */
  private static int sum(byte[] header) {
    int sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      sum += i >= SUM_AT && i < SUM_END ? ' ' : header[i] & 0xFF;
    }
    return sum;
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }
}
