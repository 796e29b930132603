package dev.baton.documents.testing;

import dev.baton.documents.DocumentLibrary;
import dev.baton.search.Corpora;
import dev.baton.search.IndexCache;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A small made-up handbook as a corpus; lies inside a jar, so it is copied out for each test. */
public final class Handbook {

  private static final List<String> FILES = List.of("tasks.md", "hostile.md", "ops/Locks.java");

  private Handbook() {}

  /** Copies the handbook into a folder. */
  public static void copyTo(Path folder) {
    for (String file : FILES) {
      try (InputStream in = Handbook.class.getResourceAsStream("handbook/" + file)) {
        if (in == null) {
          throw new IllegalStateException("handbook: %s is missing".formatted(file));
        }
        Path target = folder.resolve(file);
        Files.createDirectories(target.getParent());
        Files.copy(in, target);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** A library whose default corpus is the handbook, copied into that folder. */
  public static DocumentLibrary library(Path folder) {
    copyTo(folder);
    return new DocumentLibrary(Corpora.of(Map.of("default", folder)), new IndexCache(2));
  }
}
