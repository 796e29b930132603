package dev.baton.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whose process this is. */
final class ProcessUser {

  private static final boolean ROOT = root();

  private ProcessUser() {}

  static boolean isRoot() {
    return ROOT;
  }

  private static boolean root() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException _) {
      return false; // no Linux: there is no sandbox either
    }
  }
}
