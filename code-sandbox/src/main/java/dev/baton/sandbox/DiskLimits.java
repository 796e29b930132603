package dev.baton.sandbox;

/**
 * What a program may write and how much of it comes out. The disk lies in memory and is gone with
 * the program.
 *
 * @param totalBytes all that lies on the disk at one time
 * @param fileBytes one file
 * @param files files and folders on the disk at one time
 * @param collectedFiles files that come out
 * @param collectedBytes their sizes together
 */
public record DiskLimits(
    long totalBytes, long fileBytes, int files, int collectedFiles, int collectedBytes) {

  /** 64 MiB in 2000 files of at most 8 MiB; 100 files of together 2 MiB come out. */
  public static final DiskLimits DEFAULT = new DiskLimits(64 << 20, 8 << 20, 2_000, 100, 2 << 20);

  /** Checks that every bound is positive. */
  public DiskLimits {
    if (totalBytes < 1 || fileBytes < 1 || files < 1 || collectedFiles < 1 || collectedBytes < 1) {
      throw new IllegalArgumentException(
          "disk limits: %d, %d, %d, %d, %d (expected: all > 0)"
              .formatted(totalBytes, fileBytes, files, collectedFiles, collectedBytes));
    }
  }
}
