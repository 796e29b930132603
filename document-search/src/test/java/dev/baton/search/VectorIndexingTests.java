package dev.baton.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searching by words and by meaning, with meanings made up for the test. */
class VectorIndexingTests {

  @TempDir private Path root = Path.of("");

  /** Knows three subjects. */
  private static final class Subjects implements TextVectors {
    private final List<String> asked = new CopyOnWriteArrayList<>();

    @Override
    public List<float[]> ofPassages(List<String> texts) {
      asked.addAll(texts);
      return texts.stream().map(Subjects::vector).toList();
    }

    @Override
    public float[] ofQuery(String query) {
      return vector(query);
    }

    private static float[] vector(String text) {
      boolean ships = text.contains("vessel") || text.contains("boat");
      boolean bread = text.contains("loaf") || text.contains("bread");
      return new float[] {ships ? 1 : 0, bread ? 1 : 0, ships || bread ? 0 : 1};
    }
  }

  @Test
  void findsByMeaningWhatHasNoneOfTheWords() throws IOException {
    write("sea.md", "The vessel sails at dawn.\n\nNobody knows why.\n");
    write("oven.md", "A loaf takes an hour.\n");
    PassageIndex index = PassageIndex.build(Corpus.of("docs", root));
    assertThat(index.search("boat", 5, Filter.PROSE)).isEmpty();

    try (VectorIndexing indexing = new VectorIndexing(new Subjects())) {
      indexing.begin(index).join();
    }

    assertThat(index.hasVectors()).isTrue();
    assertThat(index.search("boat", 5, Filter.PROSE))
        .extracting(Passage::text)
        .containsExactly("The vessel sails at dawn.");
    assertThat(index.search("boat", 5, Filter.CODE)).isEmpty();
  }

  @Test
  void putsFirstWhatBothRankingsName() {
    assertThat(ReciprocalRanks.fuse(List.of(List.of(7, 3, 5), List.of(3, 9))))
        .extracting(ReciprocalRanks.Fused::document)
        .containsExactly(3, 7, 9, 5);
    assertThat(ReciprocalRanks.fuse(List.of(List.of(3, 9), List.of(7, 3, 5))))
        .as("in the other order")
        .isEqualTo(ReciprocalRanks.fuse(List.of(List.of(7, 3, 5), List.of(3, 9))));
    assertThat(ReciprocalRanks.fuse(List.of(List.of(4), List.of())).getFirst().score())
        .isEqualTo(1.0 / 61);
  }

  @Test
  void embedsOnlyWhatChanged() throws IOException {
    write("sea.md", "The vessel sails at dawn.\n");
    write("oven.md", "A loaf takes an hour.\n");
    Subjects subjects = new Subjects();
    try (VectorIndexing indexing = new VectorIndexing(subjects)) {
      indexing.begin(PassageIndex.build(Corpus.of("docs", root))).join();
      assertThat(subjects.asked).hasSize(2);

      write("oven.md", "A loaf takes two hours.\n");
      PassageIndex again = PassageIndex.build(Corpus.of("docs", root));
      indexing.begin(again).join();

      assertThat(subjects.asked).hasSize(3);
      assertThat(again.search("bread", 5, Filter.PROSE))
          .extracting(Passage::text)
          .containsExactly("A loaf takes two hours.");
    }
  }

  @Test
  void worksWhileTheIndexIsSearchedByWords() throws IOException {
    write("sea.md", "The vessel sails at dawn.\n");
    Corpus corpus = Corpus.of("docs", root);
    try (VectorIndexing indexing = new VectorIndexing(new Subjects())) {
      IndexCache cache = new IndexCache(1, indexing);
      assertThat(cache.index(corpus).search("vessel", 1, Filter.PROSE)).hasSize(1);
      await().until(() -> cache.index(corpus).hasVectors());
      assertThat(cache.index(corpus).search("boat", 1, Filter.PROSE)).hasSize(1);
    }
  }

  @Test
  void searchesByWordsAloneWhereTheModelFails() throws IOException {
    write("sea.md", "The vessel sails at dawn.\n");
    PassageIndex index = PassageIndex.build(Corpus.of("docs", root));
    List<String> asked = new ArrayList<>();
    TextVectors broken =
        new TextVectors() {
          @Override
          public List<float[]> ofPassages(List<String> texts) {
            asked.addAll(texts);
            throw new IllegalStateException("no model");
          }

          @Override
          public float[] ofQuery(String query) {
            throw new IllegalStateException("no model");
          }
        };
    try (VectorIndexing indexing = new VectorIndexing(broken)) {
      assertThat(indexing.begin(index)).failsWithin(java.time.Duration.ofSeconds(30));
    }
    assertThat(asked).hasSize(1);
    assertThat(index.search("vessel", 1, Filter.PROSE)).hasSize(1);
  }

  private void write(String path, String text) throws IOException {
    Files.writeString(root.resolve(path), text);
  }
}
