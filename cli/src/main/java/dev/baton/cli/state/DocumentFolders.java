package dev.baton.cli.state;

import dev.baton.cli.failure.CommandFailure;
import dev.baton.search.Corpus;
import dev.baton.search.CorpusException;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The folders of documents that the operator has opened to the agents.
 *
 * <p>A request names a folder by the name that it has here, so nobody who can only send requests
 * can have any other folder read.
 */
public final class DocumentFolders {

  /** The corpus of requests that name none. */
  public static final String DEFAULT = "default";

  private static final int SLUG_LENGTH = 30;
  private static final int DIGEST_CHARS = 8;

  private final StateFolder state;

  /** The folders of one installation. */
  public DocumentFolders(StateFolder state) {
    this.state = state;
  }

  /**
   * Checks that a folder holds documents.
   *
   * @throws CommandFailure if it is missing or has nothing to read
   */
  public static Path checked(Path folder) {
    if (!Files.exists(folder)) {
      throw CommandFailure.usage("--docs: " + folder + " (expected: an existing folder)");
    }
    if (!Files.isDirectory(folder)) {
      throw CommandFailure.usage("--docs: " + folder + " is a file (expected: a folder)");
    }
    try {
      Corpus.of(DEFAULT, folder).snapshot();
      return folder.toRealPath();
    } catch (CorpusException e) {
      throw CommandFailure.usage("--docs: " + e.getMessage());
    } catch (IOException e) {
      throw CommandFailure.usage("--docs: " + folder + " (expected: a folder that can be read)");
    }
  }

  /**
   * Opens a checked folder to the agents.
   *
   * @return the name by which requests ask for it
   */
  public String register(Path folder) {
    String name = nameOf(folder);
    add(Map.of(name, folder));
    return name;
  }

  /** Opens a checked folder to the agents for requests that name none. */
  public void registerDefault(Path folder) {
    add(Map.of(DEFAULT, folder));
  }

  /** Whether requests that name no folder have one. */
  public boolean hasDefault() {
    return load().containsKey(DEFAULT);
  }

  static String nameOf(Path folder) {
    Path last = folder.getFileName();
    String slug =
        (last == null ? "" : last.toString())
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-|-$", "");
    if (slug.length() > SLUG_LENGTH) {
      slug = slug.substring(0, SLUG_LENGTH);
    }
    return (slug.isEmpty() ? "docs" : slug)
        + "-"
        + Sha256.of(folder.toString()).substring(0, DIGEST_CHARS);
  }

  private void add(Map<String, Path> folders) {
    // Two commands at the same time must not lose each other's folder.
    Path lockFile = state.root().resolve("corpora.lock");
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      Map<String, String> all = load();
      folders.forEach((name, folder) -> all.put(name, folder.toString()));
      if (lock.isValid()) {
        store(all);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + state.corporaFile(), e);
    }
  }

  private Map<String, String> load() {
    Properties properties = new Properties();
    try {
      if (Files.exists(state.corporaFile())) {
        properties.load(new StringReader(Files.readString(state.corporaFile())));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + state.corporaFile(), e);
    }
    Map<String, String> all = new TreeMap<>();
    properties.stringPropertyNames().forEach(name -> all.put(name, properties.getProperty(name)));
    return all;
  }

  private void store(Map<String, String> all) throws IOException {
    Properties properties = new Properties();
    properties.putAll(all);
    StringWriter text = new StringWriter();
    properties.store(text, "Folders of documents that agents may read, by name");
    AtomicFiles.write(state.corporaFile(), text.toString());
  }
}
