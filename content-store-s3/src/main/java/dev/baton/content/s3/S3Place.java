package dev.baton.content.s3;

import java.net.URI;

/**
 * Where in which bucket content lies.
 *
 * @param bucket the bucket
 * @param prefix what every key starts with: empty, or ending with a slash
 */
record S3Place(String bucket, String prefix) {

  /**
   * Reads {@code s3://BUCKET} or {@code s3://BUCKET/PREFIX}.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static S3Place of(URI place) {
    String bucket = place.getAuthority();
    if (bucket == null || place.getQuery() != null || place.getFragment() != null) {
      throw new IllegalArgumentException(
          "content store: %s (expected: s3://BUCKET or s3://BUCKET/PREFIX)".formatted(place));
    }
    String path = place.getPath().replaceAll("^/+|/+$", "");
    return new S3Place(bucket, path.isEmpty() ? "" : path + "/");
  }

  /** The key of a digest's object. */
  String key(String sha256) {
    return prefix + sha256;
  }

  /** The address of a digest's object. */
  URI address(String sha256) {
    return URI.create("s3://" + bucket + "/" + key(sha256));
  }
}
