package dev.baton.content;

import java.net.URI;
import java.util.regex.Pattern;

/**
 * Names content in a store.
 *
 * @param uri where the bytes lie, for people and for other programs; a store never follows it
 * @param sha256 SHA-256 of the bytes, lower-case hexadecimal: what a store finds them by
 * @param bytes their number
 */
public record ContentReference(URI uri, String sha256, long bytes) {

  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  /**
   * Checks the digest, which becomes part of a file's or an object's name.
   *
   * @throws ContentException of kind INVALID
   */
  public ContentReference {
    if (!SHA_256.matcher(sha256).matches()) {
      throw new ContentException(
          ContentException.Kind.INVALID,
          "content reference, sha256: %s (expected: 64 lower-case hexadecimal digits)"
              .formatted(sha256.length() <= 64 ? sha256 : sha256.length() + " characters"));
    }
    if (bytes < 0) {
      throw new ContentException(
          ContentException.Kind.INVALID,
          "content reference, bytes: %d (expected: >= 0)".formatted(bytes));
    }
  }
}
