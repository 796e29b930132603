package dev.baton.stack;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a child has written to one of its log files since a moment. */
final class LogTail {
  private static final int MAX_BYTES = 64 * 1024;

  private final Path file;
  private final long from;

  private LogTail(Path file, long from) {
    this.file = file;
    this.from = from;
  }

  static LogTail fromNow(Path file) {
    return new LogTail(file, sizeOf(file));
  }

  static LogTail whole(Path file) {
    return new LogTail(file, 0);
  }

  /** The last lines, at most as many as asked for and no more than 64 KiB. */
  List<String> last(int lines) {
    List<String> all = read().lines().toList();
    return all.subList(Math.max(0, all.size() - lines), all.size());
  }

  private String read() {
    long size = sizeOf(file);
    if (size == 0) {
      return "";
    }
    // Rotated in between: then all that the file holds is new.
    long begin = Math.max(size < from ? 0 : from, size - MAX_BYTES);
    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "r")) {
      byte[] bytes = new byte[(int) Math.min(MAX_BYTES, access.length() - begin)];
      access.seek(begin);
      access.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "(" + file + " cannot be read: " + e + ")";
    }
  }

  private static long sizeOf(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      // It vanished between the two questions: nothing in it.
      return 0;
    }
  }
}
