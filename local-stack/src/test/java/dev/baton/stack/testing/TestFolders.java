package dev.baton.stack.testing;

import dev.baton.stack.LocalStack;
import dev.baton.stack.StateFolderInUseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * State folders with names that stay the same from one test run to the next: so the next run finds
 * and ends what a killed one left behind.
 */
final class TestFolders {
  /** How many test JVMs may run a service of one kind in the same module at once. */
  private static final int MAX_FOLDERS = 8;

  private TestFolders() {}

  /** Starts a service in the first folder that no other JVM owns; deletes it at the JVM's exit. */
  static <T extends AutoCloseable> T start(String name, Function<Path, T> start) {
    StateFolderInUseException lastRefusal = null;
    for (int index = 0; index < MAX_FOLDERS; index++) {
      Path folder = parent().resolve(name + "-" + index);
      try {
        T service = start.apply(folder);
        LocalStack.beforeExit(() -> closeAndDelete(service, folder));
        return service;
      } catch (StateFolderInUseException e) {
        lastRefusal = e;
      }
    }
    throw new IllegalStateException(
        "all " + MAX_FOLDERS + " test folders below " + parent() + " are in use", lastRefusal);
  }

  private static Path parent() {
    Path target = Path.of("target").toAbsolutePath();
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    return (Files.isDirectory(target) ? target : temporary).resolve("baton-test-stack");
  }

  private static void closeAndDelete(AutoCloseable service, Path folder) {
    try {
      service.close();
    } catch (Exception e) {
      throw new IllegalStateException("cannot end what runs in " + folder, e);
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + folder, e);
    }
  }
}
