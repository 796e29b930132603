package dev.baton.cli.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Replaces files in one move, so that a reader sees the old text or the new one. */
public final class AtomicFiles {

  private AtomicFiles() {}

  /** Writes the text to a new file beside it and moves that over it. */
  public static void write(Path file, String text) throws IOException {
    Path fresh = Files.createTempFile(file.getParent(), "." + file.getFileName(), ".new");
    try {
      Files.writeString(fresh, text);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
