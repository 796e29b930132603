package dev.baton.content;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** Opens stores by the address of their place. */
public final class ContentStores {

  /** Whether a store's bound fits into an array of bytes, with one to spare. */
  private static final long MOST_BYTES = 1L << 30;

  private ContentStores() {}

  /**
   * Opens a store: a folder ({@code file:/var/lib/baton/content}), or a place of which a provider
   * on the class path knows.
   *
   * @param place the place's address
   * @param maxBytes bound on one content, 1 to 2^30
   * @param options more about the place, by name
   * @throws IllegalArgumentException if nothing on the class path can open it
   */
  public static ContentStore open(URI place, long maxBytes, Map<String, String> options) {
    if (maxBytes < 1 || maxBytes > MOST_BYTES) {
      throw new IllegalArgumentException(
          "content store, largest content: %d bytes (expected: 1 to %d)"
              .formatted(maxBytes, MOST_BYTES));
    }
    return new ContentStore(backend(place, options), maxBytes);
  }

  private static ContentBackend backend(URI place, Map<String, String> options) {
    if ("file".equals(place.getScheme()) && place.getPath() != null) {
      return new FolderBackend(Path.of(place.getPath()));
    }
    List<String> known = new ArrayList<>(List.of("file"));
    for (ContentBackendProvider provider : ServiceLoader.load(ContentBackendProvider.class)) {
      if (provider.scheme().equals(place.getScheme())) {
        return provider.open(place, options);
      }
      known.add(provider.scheme());
    }
    throw new IllegalArgumentException(
        "content store: %s (expected: an address of scheme %s)"
            .formatted(place, String.join(" or ", known)));
  }
}
