package dev.baton.content;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;

/**
 * Where a {@link ContentStore} keeps its bytes. Several processes may use the same place at once.
 * Implementations are thread-safe and take digests as they are: the store has checked them.
 */
public interface ContentBackend extends AutoCloseable {

  /**
   * Makes the bytes safe under their digest. Where they lie already they count as new, so that
   * content that is put again outlives a purge by age.
   *
   * @throws IOException if they are not safe; nobody ever sees a part of them
   * @throws InterruptedException if the thread was interrupted
   */
  void write(String sha256, byte[] bytes) throws IOException, InterruptedException;

  /**
   * Opens what lies under a digest; the caller verifies and closes it.
   *
   * @return empty if nothing does
   * @throws IOException if that cannot be said
   * @throws InterruptedException if the thread was interrupted
   */
  Optional<InputStream> open(String sha256) throws IOException, InterruptedException;

  /** Where the bytes of that digest lie. */
  URI address(String sha256);

  /** Gives back what it holds. */
  @Override
  default void close() {}
}
