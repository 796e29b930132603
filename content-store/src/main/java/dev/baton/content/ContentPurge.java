package dev.baton.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Deletes what nobody has put for a while from a store in a folder, and what was never finished.
 * Other files are left alone.
 */
public final class ContentPurge {

  private static final Pattern OURS =
      Pattern.compile("[0-9a-f]{64}|" + Pattern.quote(FolderBackend.UNFINISHED) + ".*");

  /**
   * What was done.
   *
   * @param files how many were deleted
   * @param bytes how many bytes they had
   * @param kept how many are left
   */
  public record Report(long files, long bytes, long kept) {}

  private ContentPurge() {}

  /**
   * Deletes the content that was last put before a point in time.
   *
   * @param folder the store's folder; nothing is done where there is none
   */
  public static Report purge(Path folder, Instant before) throws IOException {
    Report report = new Report(0, 0, 0);
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.find(folder, 2, (file, facts) -> facts.isRegularFile())) {
        for (Path file : (Iterable<Path>) files::iterator) {
          if (OURS.matcher(String.valueOf(file.getFileName())).matches()) {
            report = purged(file, before, report);
          }
        }
      }
    }
    return report;
  }

  /** Another process may delete or renew a file meanwhile: its time is looked at last. */
  private static Report purged(Path file, Instant before, Report report) throws IOException {
    try {
      long bytes = Files.size(file);
      if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
        Files.delete(file);
        return new Report(report.files() + 1, report.bytes() + bytes, report.kept());
      }
      return new Report(report.files(), report.bytes(), report.kept() + 1);
    } catch (NoSuchFileException _) {
      return report;
    }
  }
}
