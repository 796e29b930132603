package dev.baton.search;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lists a corpus's files. Symbolic links are not followed, so a walk ends and stays inside the
 * root.
 */
final class CorpusWalk extends SimpleFileVisitor<Path> {

  /** Skipped files that are remembered; a folder of broken files must not fill the memory. */
  private static final int MAX_SKIPPED = 1_000;

  private final String corpus;
  private final Path root;
  private final CorpusLimits limits;
  private final List<CorpusFile> files = new ArrayList<>();
  private final List<SkippedFile> skipped = new ArrayList<>();
  private long totalBytes;
  private int entries;

  private CorpusWalk(String corpus, Path root, CorpusLimits limits) {
    this.corpus = corpus;
    this.root = root;
    this.limits = limits;
  }

  static CorpusSnapshot walk(String corpus, Path root, CorpusLimits limits) {
    CorpusWalk walk = new CorpusWalk(corpus, root, limits);
    try {
      Files.walkFileTree(root, walk);
    } catch (IOException e) {
      throw CorpusException.faulty("corpus " + corpus + ": cannot list folder " + root, e);
    }
    return walk.snapshot();
  }

  private CorpusSnapshot snapshot() {
    if (files.isEmpty()) {
      String first = skipped.isEmpty() ? "" : "; first skipped: " + skipped.getFirst();
      throw CorpusException.refused(
          "corpus "
              + corpus
              + ": folder "
              + root
              + " has no searchable file (expected: Markdown, text, HTML, PDF or source code)"
              + first);
    }
    files.sort(Comparator.comparing(CorpusFile::path));
    skipped.sort(Comparator.comparing(SkippedFile::path));
    StringBuilder state = new StringBuilder();
    for (CorpusFile file : files) {
      state.append(file.path()).append('\0').append(file.bytes()).append('\0');
      state.append(file.modified()).append('\0');
    }
    return new CorpusSnapshot(files, skipped, Digests.sha256(state.toString()));
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
    countEntry();
    return folder.equals(root) || FileRules.admitsFolder(folder.getFileName().toString())
        ? FileVisitResult.CONTINUE
        : FileVisitResult.SKIP_SUBTREE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    countEntry();
    if (attributes.isRegularFile() && FileRules.admitsFile(file.getFileName().toString())) {
      add(file, attributes);
    }
    return FileVisitResult.CONTINUE;
  }

  private void add(Path file, BasicFileAttributes attributes) {
    boolean pdf = FileRules.format(relative(file)) == FileFormat.PDF;
    int maxBytes = pdf ? PdfLimits.DEFAULT.maxBytes() : limits.maxFileBytes();
    if (attributes.size() > maxBytes) {
      skip(file, attributes.size() + " bytes (expected: <= " + maxBytes + ")");
      return;
    }
    if (!Files.isReadable(file)) {
      skip(file, "not readable");
      return;
    }
    // What a PDF file has of text is known when it is read, and bounded then.
    totalBytes += pdf ? 0 : attributes.size();
    refuseAbove("searchable files", files.size() + 1L, limits.maxFiles());
    refuseAbove("bytes of searchable files", totalBytes, limits.maxTotalBytes());
    files.add(
        new CorpusFile(
            relative(file), attributes.size(), attributes.lastModifiedTime().toInstant()));
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
    if (file.equals(root)) {
      throw failure;
    }
    skip(file, "not readable");
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) {
    if (failure != null) {
      skip(folder, "listed in part only");
    }
    return FileVisitResult.CONTINUE;
  }

  private void countEntry() {
    entries++;
    refuseAbove("files and folders", entries, limits.maxEntries());
  }

  private void refuseAbove(String what, long value, long bound) {
    if (value > bound) {
      throw CorpusException.refused(
          "corpus "
              + corpus
              + ": folder "
              + root
              + " has more than "
              + bound
              + " "
              + what
              + " (expected: a smaller folder)");
    }
  }

  private void skip(Path path, String reason) {
    if (skipped.size() < MAX_SKIPPED) {
      skipped.add(new SkippedFile(relative(path), reason));
    }
  }

  private String relative(Path path) {
    return root.relativize(path).toString().replace(File.separatorChar, '/');
  }
}
