package dev.baton.search;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;

/** Reads the text of a PDF file, page by page, on a thread that can be watched. Thread-safe. */
final class PdfReader {

  /** Nesting in a hostile file ends here and takes nobody else along. */
  private static final long STACK_BYTES = 4L << 20;

  private final PdfLimits limits;

  PdfReader(PdfLimits limits) {
    this.limits = limits;
  }

  /**
   * The pages as parts.
   *
   * @param time at most
   * @throws CorpusException if the file cannot be used; the message says why
   */
  List<DocumentPart> read(String path, Path file, Duration time) {
    List<List<String>> pages = pages(path, file, time);
    if (pages.stream().allMatch(page -> page.stream().allMatch(String::isBlank))) {
      throw refused(path, "no text (pictures of pages are not read)");
    }
    List<DocumentPart> parts = new ArrayList<>();
    for (int i = 0; i < pages.size(); i++) {
      parts.add(
          new DocumentPart(
              SourceName.page(path, i + 1), pages.get(i), Paragraphs.of(pages.get(i))));
    }
    return parts;
  }

  private List<List<String>> pages(String path, Path file, Duration time) {
    CompletableFuture<List<List<String>>> pages = new CompletableFuture<>();
    Thread reader = new Thread(null, () -> complete(pages, file, time), "pdf-reader", STACK_BYTES);
    reader.setDaemon(true);
    reader.start();
    try {
      return pages.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CorpusException.faulty(Shown.quoted(path) + ": interrupted", e);
    } catch (ExecutionException e) {
      throw refused(path, reason(e.getCause() == null ? e : e.getCause()));
    }
  }

  private void complete(CompletableFuture<List<List<String>>> pages, Path file, Duration time) {
    try {
      pages.complete(pages(file, time));
    } catch (IOException | RuntimeException | StackOverflowError e) {
      pages.completeExceptionally(e);
    }
  }

  private List<List<String>> pages(Path file, Duration time) throws IOException {
    PdfFonts.use();
    PdfBudget budget = new PdfBudget(limits, time);
    try (RandomAccessRead bytes =
            new WatchedFile(new RandomAccessReadBufferedFile(file.toFile()), budget);
        PDDocument document = Loader.loadPDF(bytes, IOUtils.createTempFileOnlyStreamCache())) {
      if (document.getNumberOfPages() > limits.maxPages()) {
        throw new PdfBudget.SpentException(
            document.getNumberOfPages() + " pages (expected: <= " + limits.maxPages() + ")");
      }
      return new PdfPages(budget).read(document, limits);
    }
  }

  private static String reason(Throwable failure) {
    for (Throwable next = failure; next != null; next = next.getCause()) {
      if (next instanceof PdfBudget.SpentException spent) {
        return String.valueOf(spent.getMessage());
      }
      if (next instanceof InvalidPasswordException) {
        return "encrypted (expected: a file that opens without a password)";
      }
    }
    return "no PDF that can be read: " + failure.getClass().getSimpleName();
  }

  private static CorpusException refused(String path, String reason) {
    return CorpusException.refused(Shown.quoted(path) + ": " + reason);
  }
}
