package dev.baton.content.s3;

import dev.baton.content.ContentBackend;
import dev.baton.content.ContentBackendProvider;
import java.net.URI;
import java.util.Map;

/**
 * Opens places in buckets: {@code s3://BUCKET} or {@code s3://BUCKET/PREFIX}. Options, all of which
 * may be left out or blank:
 *
 * <ul>
 *   <li>{@code endpoint}: the server's address; Amazon's where it is not given
 *   <li>{@code region}: for signatures; {@code us-east-1} where an endpoint is given, else found as
 *       Amazon's tools find it
 *   <li>{@code path-style}: {@code true} puts the bucket into the path rather than the host's name;
 *       {@code true} where an endpoint is given
 *   <li>{@code access-key} and {@code secret-key}; found as Amazon's tools find them where they are
 *       not given
 *   <li>{@code timeout-millis}: bound on one call with its repetitions; 30000
 * </ul>
 */
public final class S3BackendProvider implements ContentBackendProvider {

  @Override
  public String scheme() {
    return "s3";
  }

  @Override
  public ContentBackend open(URI place, Map<String, String> options) {
    return new S3Backend(S3Place.of(place), S3Options.of(options).client());
  }
}
