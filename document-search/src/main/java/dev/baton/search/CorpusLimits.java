package dev.baton.search;

/**
 * How much of a folder may become a corpus.
 *
 * @param maxFiles searchable files; more is an error, because an index of a part would look
 *     complete
 * @param maxFileBytes bytes of one file; larger files are left out and listed as skipped
 * @param maxTotalBytes bytes of all searchable files; more is an error, because the index lies in
 *     memory
 * @param maxEntries files and folders looked at, searchable or not
 */
public record CorpusLimits(int maxFiles, int maxFileBytes, long maxTotalBytes, int maxEntries) {

  /** 20 000 files of at most 1 MiB, 128 MiB together, among 400 000 entries. */
  public static final CorpusLimits DEFAULT = new CorpusLimits(20_000, 1 << 20, 128L << 20, 400_000);

  /**
   * @throws IllegalArgumentException if a bound is not positive
   */
  public CorpusLimits {
    atLeastOne("maxFiles", maxFiles);
    atLeastOne("maxFileBytes", maxFileBytes);
    atLeastOne("maxTotalBytes", maxTotalBytes);
    atLeastOne("maxEntries", maxEntries);
  }

  private static void atLeastOne(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: >= 1)");
    }
  }
}
