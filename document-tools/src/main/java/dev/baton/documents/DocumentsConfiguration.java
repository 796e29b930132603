package dev.baton.documents;

import dev.baton.search.Corpora;
import dev.baton.search.IndexCache;
import dev.baton.search.VectorIndexing;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.ClassUtils;

/** The configured corpora as a bean. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CorporaProperties.class)
public class DocumentsConfiguration {

  private static final String VECTORS = "baton.documents.vectors";
  private static final String MODEL = "dev.baton.vectors.BgeSmallEmbedder";

  /** Has documents searched by meaning too, where that is on. */
  @Bean(destroyMethod = "close")
  @ConditionalOnProperty(name = VECTORS, havingValue = "true")
  VectorIndexing vectorIndexing() {
    if (!ClassUtils.isPresent(MODEL, DocumentsConfiguration.class.getClassLoader())) {
      throw new IllegalStateException(
          "%s: true, but this worker has no sentence model (expected: false, or the module sentence-vectors)"
              .formatted(VECTORS));
    }
    return new VectorIndexing(new SentenceVectors());
  }

  /** The documents that this worker may read. */
  @Bean
  public DocumentLibrary documentLibrary(
      CorporaProperties properties, ObjectProvider<VectorIndexing> vectors) {
    Map<String, Path> folders = new TreeMap<>();
    properties.folders().forEach((name, folder) -> folders.put(name, Path.of(folder)));
    Corpora corpora =
        properties
            .file()
            .map(file -> Corpora.of(folders, Path.of(file)))
            .orElseGet(() -> Corpora.of(folders));
    VectorIndexing indexing = vectors.getIfAvailable();
    IndexCache indexes =
        indexing == null
            ? new IndexCache(properties.maxIndexes())
            : new IndexCache(properties.maxIndexes(), indexing);
    return new DocumentLibrary(corpora, indexes);
  }
}
