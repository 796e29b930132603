package dev.baton.content;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/**
 * Content in a folder: one file each, named by its digest, 256 folders of them. A file appears
 * whole or not at all, so any number of processes may put the same content at once. A file of the
 * right name with other bytes is replaced when its content is put again.
 */
public final class FolderBackend implements ContentBackend {

  /** What a file is called until it is whole. */
  static final String UNFINISHED = ".unfinished-";

  private final Path folder;
  private final InstantSource clock;

  /** Content in a folder, which is created with the first content. */
  public FolderBackend(Path folder) {
    this(folder, InstantSource.system());
  }

  FolderBackend(Path folder, InstantSource clock) {
    this.folder = folder.toAbsolutePath().normalize();
    this.clock = clock;
  }

  @Override
  public void write(String sha256, byte[] bytes) throws IOException {
    Path file = file(sha256);
    if (!renewed(file, bytes)) {
      Files.createDirectories(parent(file));
      Path fresh = file.resolveSibling(UNFINISHED + UUID.randomUUID());
      try {
        writeAll(fresh, bytes);
        Files.move(
            fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(fresh);
      }
    }
  }

  /** Whether the same bytes lie there already; then they count as new. */
  private boolean renewed(Path file, byte[] bytes) throws IOException {
    try {
      if (Files.size(file) == bytes.length && Arrays.equals(Files.readAllBytes(file), bytes)) {
        Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
        return true;
      }
      return false;
    } catch (NoSuchFileException _) {
      return false;
    }
  }

  /** The bytes are on the disk before the file gets its name. */
  private static void writeAll(Path fresh, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }

  @Override
  public Optional<InputStream> open(String sha256) throws IOException {
    try {
      return Optional.of(Files.newInputStream(file(sha256)));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  @Override
  public URI address(String sha256) {
    return file(sha256).toUri();
  }

  private Path file(String sha256) {
    return folder.resolve(sha256.substring(0, 2)).resolve(sha256);
  }

  private static Path parent(Path file) {
    Path parent = file.getParent();
    if (parent == null) {
      throw new IllegalStateException(file + " has no folder");
    }
    return parent;
  }
}
