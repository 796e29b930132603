package dev.baton.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A named folder of documents and source code.
 *
 * <p>It shows text, HTML and PDF files only, and neither hidden files nor what build tools have
 * produced. Paths come from requests and models: one that leads out of the folder, also by a
 * symbolic link, is refused. Immutable and safe for use by many threads; the files are read anew at
 * each call.
 */
public final class Corpus {

  /** What a corpus may be called: lower-case letters, digits and hyphens, at most 40. */
  static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

  private static final int MAX_PATH_CHARS = 1_024;

  private final String name;
  private final Path root;
  private final CorpusLimits limits;
  private final DocumentReader reader;

  private Corpus(String name, Path root, CorpusLimits limits, DocumentReader reader) {
    this.name = name;
    this.root = root;
    this.limits = limits;
    this.reader = reader;
  }

  /**
   * The corpus of a folder, within {@link CorpusLimits#DEFAULT}.
   *
   * @throws CorpusException if the name is malformed or the folder is missing
   */
  public static Corpus of(String name, Path folder) {
    return of(name, folder, CorpusLimits.DEFAULT);
  }

  /**
   * The corpus of a folder within bounds of one's own.
   *
   * @throws CorpusException if the name is malformed or the folder is missing
   */
  public static Corpus of(String name, Path folder, CorpusLimits limits) {
    return of(name, folder, limits, new DocumentReader(PdfLimits.DEFAULT));
  }

  static Corpus of(String name, Path folder, CorpusLimits limits, DocumentReader reader) {
    if (!NAME.matcher(name).matches()) {
      throw CorpusException.refused(
          "corpus name: "
              + Shown.quoted(name)
              + " (expected: lower-case letters, digits and hyphens, at most 40)");
    }
    if (!Files.isDirectory(folder)) {
      throw CorpusException.refused(
          "corpus " + name + ": " + folder + " (expected: an existing folder)");
    }
    try {
      return new Corpus(name, folder.toRealPath(), limits, reader);
    } catch (IOException e) {
      throw CorpusException.faulty("corpus " + name + ": cannot open folder " + folder, e);
    }
  }

  /** What it is called. */
  public String name() {
    return name;
  }

  /** The folder, without symbolic links. */
  public Path root() {
    return root;
  }

  CorpusLimits limits() {
    return limits;
  }

  /**
   * Lists the files as they are now.
   *
   * @throws CorpusException if the folder is gone, empty or beyond the limits
   */
  public CorpusSnapshot snapshot() {
    if (!Files.isDirectory(root)) {
      throw CorpusException.refused(
          "corpus " + name + ": " + root + " (expected: an existing folder)");
    }
    return CorpusWalk.walk(name, root, limits);
  }

  /**
   * Lines of one file, both ends included; fewer where the file ends before.
   *
   * @param path path inside the corpus, with forward slashes
   * @param from first line, from 1
   * @param to last line, at least {@code from}
   * @throws CorpusException if the path is refused, the file cannot be read, or it has no such line
   */
  public List<String> lines(String path, int from, int to) {
    if (from < 1 || to < from) {
      throw CorpusException.refused(
          "lines "
              + from
              + " to "
              + to
              + " of "
              + Shown.quoted(path)
              + " (expected: 1 <= from <= to)");
    }
    List<String> lines = lines(path);
    if (from > lines.size()) {
      throw CorpusException.refused(
          "line " + from + " of " + Shown.quoted(path) + " (expected: <= " + lines.size() + ")");
    }
    return List.copyOf(lines.subList(from - 1, Math.min(to, lines.size())));
  }

  /**
   * All lines of one file, or of a page of it. Those of an HTML file are the file's own, without
   * markup; where such a file has no usable lines, it is named {@code PATH#blocks} and each block
   * is a line. A page of a PDF file is named {@code PATH#page=N}.
   *
   * @throws CorpusException if the path is refused or the file cannot be read
   */
  public List<String> lines(String source) {
    SourceName name = SourceName.of(source);
    for (DocumentPart part : parts(name.path(), PdfLimits.DEFAULT.maxTime())) {
      if (part.source().equals(source)) {
        return part.lines();
      }
    }
    throw refused(source, "a part that the file has, such as #page=1 of a PDF file");
  }

  /** Everything of a file that can be cited. */
  List<DocumentPart> parts(String path, Duration time) {
    Path file = resolve(path);
    try {
      return reader.parts(file, path, limits.maxFileBytes(), time);
    } catch (CorpusException e) {
      throw e.retryable() ? e : CorpusException.refused("corpus " + name + ": " + e.getMessage());
    } catch (IOException e) {
      throw CorpusException.faulty("corpus " + name + ": cannot read " + Shown.quoted(path), e);
    }
  }

  /**
   * Looks a quote up again. White space and inline markup (emphasis, links, code marks, list and
   * quote marks) do not count; every other character does.
   *
   * @param source path inside the corpus, as somebody cites it
   * @param lineStart first line, from 1, as somebody cites it
   * @param lineEnd last line
   * @param quote the words that should stand there
   * @return {@link Verification.NotFound} also for a blank quote, and for a source that is no file
   *     of this corpus
   * @throws CorpusException only if the storage fails
   */
  public Verification verify(String source, int lineStart, int lineEnd, String quote) {
    List<String> lines;
    try {
      lines = lines(source);
    } catch (CorpusException e) {
      if (e.retryable()) {
        throw e;
      }
      return new Verification.NotFound(String.valueOf(e.getMessage()));
    }
    return new QuoteFinder(lines).find(new LineRange(lineStart, lineEnd), quote);
  }

  private Path resolve(String path) {
    Path relative = relative(path);
    try {
      Path real = root.resolve(relative).toRealPath();
      // Checked on the real path as well: a link may lead out of the root or to a hidden file.
      if (!real.startsWith(root) || !FileRules.admits(root.relativize(real))) {
        throw refused(path, "a file inside the corpus");
      }
      if (!Files.isRegularFile(real)) {
        throw refused(path, "a file");
      }
      return real;
    } catch (NoSuchFileException e) {
      throw refused(path, "an existing file");
    } catch (IOException e) {
      throw CorpusException.faulty("corpus " + name + ": cannot open " + Shown.quoted(path), e);
    }
  }

  private Path relative(String path) {
    if (path.isBlank() || path.length() > MAX_PATH_CHARS) {
      throw refused(path, "a path of 1 to " + MAX_PATH_CHARS + " characters");
    }
    Path relative;
    try {
      relative = Path.of(path);
    } catch (InvalidPathException e) {
      throw refused(path, "a path");
    }
    for (Path part : relative) {
      if (part.toString().equals("..")) {
        throw refused(path, "a path inside the corpus");
      }
    }
    Path normal = relative.normalize();
    if (relative.isAbsolute() || !FileRules.admits(normal)) {
      throw refused(path, "a searchable file, named relative to the corpus");
    }
    return normal;
  }

  private CorpusException refused(String path, String expected) {
    return CorpusException.refused(
        "corpus " + name + ": " + Shown.quoted(path) + " (expected: " + expected + ")");
  }

  @Override
  public String toString() {
    return name + " (" + root + ")";
  }
}
