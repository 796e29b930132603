package dev.baton.search;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The corpora that the operator has allowed, by name.
 *
 * <p>A request may name a corpus, never a folder: only configuration and the operator's properties
 * file say which folder a name stands for. Configured names win. The file ({@code name=folder};
 * relative folders count from the file's own) is read again whenever a name is not configured, so
 * that a corpus can be added while services run; replace it in one move, not line by line. Safe for
 * use by many threads.
 */
public final class Corpora {

  private static final long MAX_FILE_BYTES = 1 << 20;

  private final SortedMap<String, Path> configured;
  private final Optional<Path> file;
  private final DocumentReader reader = new DocumentReader(PdfLimits.DEFAULT);

  private Corpora(Map<String, Path> configured, Optional<Path> file) {
    this.configured = new TreeMap<>(configured);
    this.file = file;
  }

  /** Corpora by configuration alone. */
  public static Corpora of(Map<String, Path> configured) {
    return new Corpora(configured, Optional.empty());
  }

  /**
   * Corpora by configuration and by a properties file.
   *
   * @param file need not exist yet; while it does, others than its owner and group must not be able
   *     to write it
   */
  public static Corpora of(Map<String, Path> configured, Path file) {
    return new Corpora(configured, Optional.of(file.toAbsolutePath()));
  }

  /**
   * The corpus of that name.
   *
   * @throws CorpusException if the name is unknown (the message lists the known ones), its folder
   *     is missing, or the properties file is unusable
   */
  public Corpus corpus(String name) {
    Path folder = configured.get(name);
    if (folder != null) {
      return Corpus.of(name, folder, CorpusLimits.DEFAULT, reader);
    }
    SortedMap<String, Path> known = folders();
    Path added = known.get(name);
    if (added != null) {
      return Corpus.of(name, added, CorpusLimits.DEFAULT, reader);
    }
    throw CorpusException.refused(
        "corpus: "
            + Shown.quoted(name)
            + " (expected: "
            + (known.isEmpty()
                ? "none is configured"
                : "one of " + String.join(", ", known.keySet()))
            + ")");
  }

  /**
   * Every known name with its folder, ordered by name.
   *
   * @throws CorpusException if the properties file is unusable
   */
  public SortedMap<String, Path> folders() {
    SortedMap<String, Path> all = new TreeMap<>();
    file.filter(Files::exists).ifPresent(existing -> all.putAll(read(existing)));
    all.putAll(configured);
    return all;
  }

  private static Map<String, Path> read(Path file) {
    Properties properties = new Properties();
    try {
      refuseUntrusted(file);
      try (Reader reader =
          new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8)) {
        properties.load(reader);
      }
      Map<String, Path> folders = new TreeMap<>();
      for (String name : properties.stringPropertyNames()) {
        folders.put(name, file.resolveSibling(properties.getProperty(name).strip()));
      }
      return folders;
    } catch (IOException e) {
      throw CorpusException.faulty("cannot read corpora file " + file, e);
    } catch (IllegalArgumentException e) {
      throw CorpusException.refused(
          "corpora file " + file + ": " + e.getMessage() + " (expected: lines name=folder)");
    }
  }

  /** Who can write this file decides what agents may read, so it must not be everybody. */
  private static void refuseUntrusted(Path file) throws IOException {
    if (Files.size(file) > MAX_FILE_BYTES) {
      throw CorpusException.refused(
          "corpora file "
              + file
              + ": "
              + Files.size(file)
              + " bytes (expected: <= "
              + MAX_FILE_BYTES
              + ")");
    }
    PosixFileAttributeView posix = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (posix != null
        && posix.readAttributes().permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
      throw CorpusException.refused(
          "corpora file " + file + ": writable by everybody (expected: by the operator only)");
    }
  }
}
