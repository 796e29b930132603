package dev.baton.agent.app;

import dev.baton.agent.content.ClaimCheck;
import dev.baton.agent.content.ContentLimits;
import dev.baton.content.ContentStore;
import dev.baton.content.ContentStores;
import java.net.URI;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where large content lies: {@code baton.content.*}.
 *
 * @param store the content store's address: {@code file:/FOLDER} or {@code s3://BUCKET/PREFIX};
 *     blank where there is none
 * @param inlineBytes text of a result with more bytes is left in the store
 * @param maxBytes the largest text that a store takes
 * @param sliceBytes what a task may fetch of its slice in all
 * @param s3 more about a bucket: endpoint, region, path-style, access-key, secret-key,
 *     timeout-millis
 */
@ConfigurationProperties("baton.content")
public record ContentProperties(
    @DefaultValue("") String store,
    @DefaultValue("196608") int inlineBytes,
    @DefaultValue("16777216") long maxBytes,
    @DefaultValue("16777216") long sliceBytes,
    @DefaultValue Map<String, String> s3) {

  /** Copies the options. */
  public ContentProperties {
    s3 = Map.copyOf(s3);
  }

  ClaimCheck claimCheck() {
    ContentLimits limits = new ContentLimits(inlineBytes, sliceBytes);
    return store.isBlank() ? ClaimCheck.none() : ClaimCheck.with(opened(), limits);
  }

  private ContentStore opened() {
    try {
      return ContentStores.open(URI.create(store.strip()), maxBytes, s3);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("baton.content.store: " + e.getMessage(), e);
    }
  }

  /** Everything but the options, among which is a secret. */
  @Override
  public String toString() {
    return "ContentProperties[store=%s, inlineBytes=%d, maxBytes=%d, sliceBytes=%d]"
        .formatted(store, inlineBytes, maxBytes, sliceBytes);
  }
}
