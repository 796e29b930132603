package dev.baton.search;

import java.time.Duration;

/**
 * How much may be spent on the text of one PDF file.
 *
 * @param maxBytes of the file
 * @param maxPages of the document; a part would look complete
 * @param maxChars of its text
 * @param maxTime of reading it
 * @param maxAllocation bytes of memory that opening it, and then each page, may ask for: a small
 *     file can unfold to any size
 */
record PdfLimits(int maxBytes, int maxPages, int maxChars, Duration maxTime, long maxAllocation) {

  /** 16 MiB, 1 000 pages, 4 million characters, 20 s, 512 MiB. */
  static final PdfLimits DEFAULT =
      new PdfLimits(16 << 20, 1_000, 4_000_000, Duration.ofSeconds(20), 512L << 20);
}
