package dev.baton.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Properties;

/**
 * One service's folder, owned by one process at a time.
 *
 * <p>The lock dies with its owner, however that ends. So who holds it may take any child found in
 * the folder for a left-over one.
 */
final class StateFolder implements AutoCloseable {
  private final Path path;
  private final FileChannel lockFile;

  private StateFolder(Path path, FileChannel lockFile) {
    this.path = path;
    this.lockFile = lockFile;
  }

  static StateFolder open(Path folder) {
    Path path = folder.toAbsolutePath().normalize();
    try {
      Files.createDirectories(path);
      FileChannel channel =
          FileChannel.open(
              path.resolve("owner.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      return owned(path, channel);
    } catch (IOException e) {
      throw new StackException(
          "state folder " + path + " cannot be used: " + e + " (expected: a writable folder)", e);
    }
  }

  private static StateFolder owned(Path path, FileChannel channel) throws IOException {
    if (isLocked(channel)) {
      return new StateFolder(path, channel);
    }
    channel.close();
    throw new StateFolderInUseException(path);
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      // Another service of this very JVM owns it: the same answer as for another process.
      return false;
    }
  }

  Path path() {
    return path;
  }

  Path file(String name) {
    return path.resolve(name);
  }

  /** Removes what a service keeps between starts, all but the lock itself. */
  void clear(String... names) {
    for (String name : names) {
      Folders.delete(file(name));
    }
  }

  /** Makes an empty folder for the child's temporary files: a killed child leaves some behind. */
  Path emptyTemporaryFolder() {
    Path folder = file("tmp");
    Folders.delete(folder);
    return folder("tmp");
  }

  /** Makes a folder unless it is there. */
  Path folder(String name) {
    Path folder = file(name);
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new StackException("cannot create " + folder + ": " + e, e);
    }
  }

  void writeProperties(String name, Map<String, String> values) {
    Properties properties = new Properties();
    properties.putAll(values);
    Path file = file(name);
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
    } catch (IOException e) {
      throw new StackException("cannot write " + file + ": " + e, e);
    }
  }

  /** Reads a file of properties; absent means empty. */
  Properties readProperties(String name) {
    Properties properties = new Properties();
    Path file = file(name);
    if (Files.isRegularFile(file)) {
      try (var reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      } catch (IOException | IllegalArgumentException e) {
        throw new StackException("cannot read " + file + ": " + e, e);
      }
    }
    return properties;
  }

  @Override
  public void close() {
    try {
      lockFile.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot release " + path, e);
    }
  }
}
