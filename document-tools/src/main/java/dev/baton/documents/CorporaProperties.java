package dev.baton.documents;

import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which folders agents may read. A request names a corpus, never a folder.
 *
 * @param folders corpus name → folder
 * @param file properties file with more of them, read again when a name is not known; may be absent
 * @param maxIndexes indexes held in memory, at least 1
 */
@ConfigurationProperties("baton.corpora")
public record CorporaProperties(
    Map<String, String> folders, Optional<String> file, @DefaultValue("8") int maxIndexes) {

  /**
   * Copies the folders.
   *
   * @throws IllegalArgumentException if the bound is not positive
   */
  public CorporaProperties {
    folders = folders == null ? Map.of() : Map.copyOf(folders);
    file = file == null ? Optional.empty() : file.filter(path -> !path.isBlank());
    if (maxIndexes < 1) {
      throw new IllegalArgumentException(
          "baton.corpora.max-indexes: %d (expected: >= 1)".formatted(maxIndexes));
    }
  }
}
