package dev.baton.search;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Reads files as lines that can be cited, whatever their format. Remembers the text of pages and
 * PDF files, which takes time to get, as long as their files do not change. Thread-safe.
 */
final class DocumentReader {

  /** Characters of text that are remembered. */
  private static final long MAX_REMEMBERED_CHARS = 24_000_000;

  private final PdfLimits pdfLimits;
  private final PdfReader pdf;
  private final Lock lock = new ReentrantLock();
  // In the order of use, least recently used first.
  private final LinkedHashMap<Key, List<DocumentPart>> remembered =
      new LinkedHashMap<>(16, 0.75f, true);
  private long rememberedChars;

  private record Key(Path file, String path, long bytes, Instant modified) {}

  DocumentReader(PdfLimits pdfLimits) {
    this.pdfLimits = pdfLimits;
    this.pdf = new PdfReader(pdfLimits);
  }

  /**
   * The parts of a file.
   *
   * @param file where it lies
   * @param path inside the corpus
   * @param maxBytes of a file of text
   * @param time for a PDF file, if less than its own limit
   * @throws CorpusException if it cannot be used
   */
  List<DocumentPart> parts(Path file, String path, int maxBytes, Duration time) throws IOException {
    return switch (FileRules.format(path)) {
      case PROSE -> {
        List<String> lines = text(file, path, maxBytes);
        List<Block> blocks = MarkdownBlocks.parse(lines, FileRules.isAsciiDoc(path));
        yield List.of(new DocumentPart(path, lines, blocks));
      }
      case CODE -> {
        List<String> lines = text(file, path, maxBytes);
        yield List.of(new DocumentPart(path, lines, CodeBlocks.parse(lines)));
      }
      case HTML -> remembered(file, path, () -> List.of(html(file, path, maxBytes)));
      case PDF -> remembered(file, path, () -> pdf.read(path, file, least(time)));
    };
  }

  private Duration least(Duration time) {
    return time.compareTo(pdfLimits.maxTime()) < 0 ? time : pdfLimits.maxTime();
  }

  /** Lines without blocks, for formats whose lines are the file's own. */
  private static List<String> text(Path file, String path, int maxBytes) throws IOException {
    return TextFile.read(file, maxBytes)
        .orElseThrow(() ->
            CorpusException.refused(
                Shown.quoted(path) + " (expected: text of at most " + maxBytes + " bytes)"));
  }

  private static DocumentPart html(Path file, String path, int maxBytes) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(maxBytes + 1);
      if (bytes.length > maxBytes) {
        throw CorpusException.refused(
            Shown.quoted(path) + " (expected: at most " + maxBytes + " bytes)");
      }
      return HtmlReader.read(path, bytes);
    }
  }

  @FunctionalInterface
  private interface Reading {
    List<DocumentPart> read() throws IOException;
  }

  private List<DocumentPart> remembered(Path file, String path, Reading reading)
      throws IOException {
    Key key = new Key(file, path, Files.size(file), Files.getLastModifiedTime(file).toInstant());
    Optional<List<DocumentPart>> known = known(key);
    if (known.isPresent()) {
      return known.get();
    }
    List<DocumentPart> parts = List.copyOf(reading.read());
    remember(key, parts);
    return parts;
  }

  private Optional<List<DocumentPart>> known(Key key) {
    lock.lock();
    try {
      return Optional.ofNullable(remembered.get(key));
    } finally {
      lock.unlock();
    }
  }

  private void remember(Key key, List<DocumentPart> parts) {
    lock.lock();
    try {
      if (remembered.put(key, parts) == null) {
        rememberedChars += chars(parts);
      }
      while (rememberedChars > MAX_REMEMBERED_CHARS && remembered.size() > 1) {
        rememberedChars -= chars(remembered.pollFirstEntry().getValue());
      }
    } finally {
      lock.unlock();
    }
  }

  private static long chars(List<DocumentPart> parts) {
    return parts.stream().mapToLong(DocumentPart::chars).sum();
  }
}
