package dev.baton.content;

import java.net.URI;
import java.util.Map;

/** Makes backends of one kind of place; found by {@link java.util.ServiceLoader}. */
public interface ContentBackendProvider {

  /** The scheme of the places' addresses, for example {@code s3}. */
  String scheme();

  /**
   * Opens a place.
   *
   * @param place its address
   * @param options more about it, by name
   * @throws IllegalArgumentException if address or options are wrong
   */
  ContentBackend open(URI place, Map<String, String> options);
}
