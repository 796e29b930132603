package dev.baton.sandbox;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads an archive in the ustar format, entry by entry, from a stream that is not trusted: a header
 * is looked at before a byte of its content is read.
 */
final class TarReader {

  private static final int NAME_LENGTH = 100;
  private static final int PREFIX_AT = 345;
  private static final int PREFIX_LENGTH = 155;
  private static final int SIZE_AT = 124;
  private static final int TYPE_AT = 156;

  private final InputStream in;
  private long unread;

  TarReader(InputStream in) {
    this.in = in;
  }

  /**
   * What a header says.
   *
   * @param name as it stands there
   * @param type the format's letter: 0 for a regular file, 5 for a folder
   * @param size of the content in bytes
   */
  record Entry(String name, char type, long size) {}

  /** The next header; skips what was not read of the content before. */
  Optional<Entry> next() throws IOException {
    in.skipNBytes(unread);
    unread = 0;
    byte[] header = in.readNBytes(TarWriter.BLOCK);
    if (header.length < TarWriter.BLOCK) {
      throw new EOFException("archive: ends in a header (expected: an end mark)");
    }
    if (header[0] == 0) {
      return Optional.empty();
    }
    String prefix = text(header, PREFIX_AT, PREFIX_LENGTH);
    String name = text(header, 0, NAME_LENGTH);
    long size = octal(text(header, SIZE_AT, 12).strip());
    unread = size + TarWriter.padding(size);
    char type = header[TYPE_AT] == 0 ? '0' : (char) (header[TYPE_AT] & 0xFF);
    return Optional.of(new Entry(prefix.isEmpty() ? name : prefix + '/' + name, type, size));
  }

  /** The whole content of the entry that was read last. */
  byte[] content(Entry entry) throws IOException {
    byte[] content = in.readNBytes(Math.toIntExact(entry.size()));
    if (content.length < entry.size()) {
      throw new EOFException("archive: ends in %s".formatted(SandboxFile.shown(entry.name())));
    }
    unread = TarWriter.padding(entry.size());
    return content;
  }

  private static long octal(String digits) throws IOException {
    try {
      long value = digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
      if (value >= 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new IOException("archive: size %s (expected: octal)".formatted(digits), e);
    }
    throw new IOException("archive: size %s (expected: >= 0)".formatted(digits));
  }

  /** One character a byte, so that no name can be taken for another one. */
  private static String text(byte[] header, int at, int length) {
    int end = at;
    while (end < at + length && header[end] != 0) {
      end++;
    }
    return new String(header, at, end - at, StandardCharsets.ISO_8859_1);
  }
}
