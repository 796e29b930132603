package dev.baton.search;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads a file as lines of text. Bytes that are not UTF-8 become the replacement character. */
final class TextFile {

  /** Text has no zero bytes; a binary file nearly always has one this early. */
  private static final int BINARY_PROBE_BYTES = 8_192;

  private TextFile() {}

  /**
   * The lines without their ends (LF, CRLF or CR); empty where the file is binary or longer than
   * the bound.
   */
  static Optional<List<String>> read(Path file, int maxBytes) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(maxBytes + 1);
    }
    return bytes.length > maxBytes || isBinary(bytes)
        ? Optional.empty()
        : Optional.of(lines(new String(bytes, StandardCharsets.UTF_8)));
  }

  private static boolean isBinary(byte[] bytes) {
    int probe = Math.min(bytes.length, BINARY_PROBE_BYTES);
    for (int i = 0; i < probe; i++) {
      if (bytes[i] == 0) {
        return true;
      }
    }
    return false;
  }

  private static List<String> lines(String text) {
    String withoutMark = text.startsWith("\uFEFF") ? text.substring(1) : text;
    return withoutMark.lines().toList();
  }
}
