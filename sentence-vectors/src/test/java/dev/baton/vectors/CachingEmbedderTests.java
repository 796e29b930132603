package dev.baton.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CachingEmbedderTests {

  private final List<String> asked = new ArrayList<>();
  private final SentenceEmbedder lengths =
      new SentenceEmbedder() {
        @Override
        public String model() {
          return "lengths";
        }

        @Override
        public List<float[]> embed(List<String> texts) {
          asked.addAll(texts);
          return texts.stream().map(text -> new float[] {text.length()}).toList();
        }
      };

  @Test
  void asksOnceForEachText() {
    CachingEmbedder cache = new CachingEmbedder(lengths, 10);

    cache.embed(List.of("a", "bb", "a"));
    List<float[]> vectors = cache.embed(List.of("bb", "ccc", "a"));

    assertThat(asked).containsExactly("a", "bb", "ccc");
    assertThat(vectors).extracting(vector -> vector[0]).containsExactly(2f, 3f, 1f);
    assertThat(cache.model()).isEqualTo("lengths");
  }

  @Test
  void forgetsWhatWasUsedLongestAgo() {
    CachingEmbedder cache = new CachingEmbedder(lengths, 2);

    cache.embed(List.of("a"));
    cache.embed(List.of("b"));
    cache.embed(List.of("a"));
    cache.embed(List.of("c"));
    cache.embed(List.of("a", "b"));

    assertThat(asked).containsExactly("a", "b", "c", "b");
  }

  @Test
  void answersMoreTextsThanItKeeps() {
    assertThat(new CachingEmbedder(lengths, 1).embed(List.of("a", "bb", "ccc"))).hasSize(3);
  }

  @Test
  void aChangedVectorDoesNotChangeTheCache() {
    CachingEmbedder cache = new CachingEmbedder(lengths, 2);
    cache.embed(List.of("a")).getFirst()[0] = 99;

    assertThat(cache.embed(List.of("a")).getFirst()).containsExactly(1f);
  }

  @Test
  void refusesToKeepNothing() {
    assertThatThrownBy(() -> new CachingEmbedder(lengths, 0))
        .hasMessage("capacity: 0 (expected: >= 1)");
  }
}
