package dev.baton.content;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Keeps content under the digest of its bytes: the same content is kept once, and what is brought
 * back is what was put or nothing. Thread-safe.
 *
 * <p>Content is found by its digest alone. The address in a reference is never followed, so a
 * reference of unknown origin can name no other file, host or bucket.
 */
public final class ContentStore implements AutoCloseable {

  private final ContentBackend backend;
  private final long maxBytes;

  /**
   * A store.
   *
   * @param backend where the bytes lie; closed with the store
   * @param maxBytes bound on one content
   */
  public ContentStore(ContentBackend backend, long maxBytes) {
    this.backend = backend;
    this.maxBytes = maxBytes;
  }

  /** The bound on one content in bytes. */
  public long maxBytes() {
    return maxBytes;
  }

  /**
   * Makes content safe.
   *
   * @throws ContentException of kind TOO_LARGE or UNREACHABLE
   * @throws InterruptedException if the thread was interrupted; the content may be safe or not
   */
  public ContentReference put(byte[] bytes) throws InterruptedException {
    checkLength(bytes.length);
    String sha256 = HexFormat.of().formatHex(digest().digest(bytes));
    try {
      backend.write(sha256, bytes);
    } catch (ClosedByInterruptException e) {
      throw interrupted(e);
    } catch (IOException e) {
      throw unreachable("put", sha256, e);
    }
    return new ContentReference(backend.address(sha256), sha256, bytes.length);
  }

  /**
   * Brings content and verifies it.
   *
   * @throws ContentException of any kind
   * @throws InterruptedException if the thread was interrupted
   */
  public byte[] open(ContentReference reference) throws InterruptedException {
    checkLength(reference.bytes());
    byte[] bytes = read(reference);
    if (bytes.length != reference.bytes()) {
      throw new ContentException(
          ContentException.Kind.DAMAGED,
          "content %s: %s bytes (expected: %d)"
              .formatted(
                  reference.sha256(),
                  bytes.length > reference.bytes() ? "more" : Integer.toString(bytes.length),
                  reference.bytes()));
    }
    String found = HexFormat.of().formatHex(digest().digest(bytes));
    if (!found.equals(reference.sha256())) {
      throw new ContentException(
          ContentException.Kind.DAMAGED,
          "content %s: its bytes have digest %s (expected: the one that it is named by)"
              .formatted(reference.sha256(), found));
    }
    return bytes;
  }

  /** One byte more than expected is enough to see that there are too many. */
  private byte[] read(ContentReference reference) throws InterruptedException {
    try {
      Optional<InputStream> found = backend.open(reference.sha256());
      if (found.isEmpty()) {
        throw new ContentException(
            ContentException.Kind.MISSING,
            "content %s: not in the store (expected: at %s; it may have been purged)"
                .formatted(reference.sha256(), backend.address(reference.sha256())));
      }
      try (InputStream in = found.get()) {
        return in.readNBytes(Math.toIntExact(reference.bytes()) + 1);
      }
    } catch (ClosedByInterruptException e) {
      throw interrupted(e);
    } catch (IOException e) {
      throw unreachable("open", reference.sha256(), e);
    }
  }

  private void checkLength(long bytes) {
    if (bytes > maxBytes) {
      throw new ContentException(
          ContentException.Kind.TOO_LARGE,
          "content: %d bytes (expected: at most %d)".formatted(bytes, maxBytes));
    }
  }

  private static ContentException unreachable(String what, String sha256, IOException cause) {
    return new ContentException(
        ContentException.Kind.UNREACHABLE,
        "content store: cannot %s %s: %s".formatted(what, sha256, cause),
        cause);
  }

  private static InterruptedException interrupted(ClosedByInterruptException cause) {
    // The exception takes the flag's place.
    Thread.interrupted();
    InterruptedException interrupted = new InterruptedException("content store: interrupted");
    interrupted.initCause(cause);
    return interrupted;
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public void close() {
    backend.close();
  }
}
