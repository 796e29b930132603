package dev.baton.documents;

import dev.baton.search.Corpora;
import dev.baton.search.IndexCache;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The configured corpora as a bean. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CorporaProperties.class)
public class DocumentsConfiguration {

  /** The documents that this worker may read. */
  @Bean
  public DocumentLibrary documentLibrary(CorporaProperties properties) {
    Map<String, Path> folders = new TreeMap<>();
    properties.folders().forEach((name, folder) -> folders.put(name, Path.of(folder)));
    Corpora corpora =
        properties
            .file()
            .map(file -> Corpora.of(folders, Path.of(file)))
            .orElseGet(() -> Corpora.of(folders));
    return new DocumentLibrary(corpora, new IndexCache(properties.maxIndexes()));
  }
}
