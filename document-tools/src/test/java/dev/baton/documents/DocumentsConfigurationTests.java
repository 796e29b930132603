package dev.baton.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.documents.testing.Handbook;
import dev.baton.documents.testing.TestTasks;
import dev.baton.schemas.Task;
import dev.baton.search.Filter;
import dev.baton.search.Passage;
import dev.baton.search.VectorIndexing;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class DocumentsConfigurationTests {

  private final ApplicationContextRunner application =
      new ApplicationContextRunner().withUserConfiguration(DocumentsConfiguration.class);

  @TempDir Path folder;

  @Test
  void readsCorporaByName() {
    Handbook.copyTo(folder);
    application
        .withPropertyValues("baton.corpora.folders.default=" + folder)
        .run(context ->
            assertThat(context.getBean(DocumentLibrary.class).index("default").passages())
                .isGreaterThan(5));
  }

  @Test
  void readsMoreCorporaFromAFileThatComesLater() {
    Path file = folder.resolve("corpora.properties");
    application
        .withPropertyValues("baton.corpora.file=" + file)
        .run(context -> {
          DocumentLibrary library = context.getBean(DocumentLibrary.class);
          Task task = TestTasks.task("researcher", "research", "goal").build();
          assertThat(library.hasDocuments(task)).isFalse();

          Path handbook = java.nio.file.Files.createDirectories(folder.resolve("handbook"));
          Handbook.copyTo(handbook);
          java.nio.file.Files.writeString(file, "default=handbook\n");

          assertThat(library.hasDocuments(task)).isTrue();
          assertThat(library.index("default").passages()).isGreaterThan(5);
        });
  }

  @Test
  void searchesByMeaningWhereThatIsOn() {
    Handbook.copyTo(folder);
    application
        .withPropertyValues("baton.corpora.folders.default=" + folder)
        .run(context -> assertThat(context).doesNotHaveBean(VectorIndexing.class));
    application
        .withPropertyValues(
            "baton.corpora.folders.default=" + folder, "baton.documents.vectors=true")
        .run(context -> {
          DocumentLibrary library = context.getBean(DocumentLibrary.class);
          await().atMost(Duration.ofMinutes(1)).until(() -> library.index("default").hasVectors());
          assertThat(library.search("default", "For what time is the mutex held?", 5, Filter.PROSE))
              .extracting(Passage::text)
              .anyMatch(text -> text.contains("A lock lasts 15 seconds"));
        });
  }

  @Test
  void refusesABoundOfNoIndexes() {
    application
        .withPropertyValues("baton.corpora.max-indexes=0")
        .run(context ->
            assertThat(context.getStartupFailure())
                .rootCause()
                .hasMessageContaining("baton.corpora.max-indexes: 0 (expected: >= 1)"));
  }
}
