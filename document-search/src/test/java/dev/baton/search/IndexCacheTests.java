package dev.baton.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexCacheTests {

  @TempDir Path temp;

  private Instant now = Instant.EPOCH;
  private final IndexCache cache = new IndexCache(2, () -> now);

  private Corpus corpus(String name) throws IOException {
    Path folder = Files.createDirectories(temp.resolve(name));
    Files.writeString(folder.resolve("a.md"), "First.");
    return Corpus.of(name, folder);
  }

  private static void addFile(Corpus corpus) throws IOException {
    Files.writeString(corpus.root().resolve("b.md"), "Second.");
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  @Test
  void keepsTheIndexWhileNothingChanges() throws IOException {
    Corpus corpus = corpus("docs");
    PassageIndex first = cache.index(corpus);
    pass(Duration.ofHours(1));

    assertThat(cache.index(corpus)).isSameAs(first);
    assertThat(cache.index(Corpus.of("docs", corpus.root()))).isSameAs(first);
  }

  @Test
  void renewsTheIndexWhenFilesChange() throws IOException {
    Corpus corpus = corpus("docs");
    PassageIndex first = cache.index(corpus);
    addFile(corpus);
    pass(Duration.ofSeconds(1));

    PassageIndex second = cache.index(corpus);

    assertThat(second).isNotSameAs(first);
    assertThat(second.search("second", 9, Filter.ALL)).hasSize(1);
    assertThat(first.search("first", 9, Filter.ALL)).as("who still uses it").hasSize(1);
  }

  @Test
  void looksAtTheFolderAtMostOnceASecond() throws IOException {
    Corpus corpus = corpus("docs");
    PassageIndex first = cache.index(corpus);
    addFile(corpus);
    pass(Duration.ofMillis(999));

    assertThat(cache.index(corpus)).isSameAs(first);
  }

  @Test
  void looksAgainWhenTheClockWasSetBack() throws IOException {
    Corpus corpus = corpus("docs");
    PassageIndex first = cache.index(corpus);
    addFile(corpus);
    pass(Duration.ofHours(-1));

    assertThat(cache.index(corpus)).isNotSameAs(first);
  }

  @Test
  void dropsTheLeastRecentlyUsed() throws IOException {
    Corpus one = corpus("one");
    Corpus two = corpus("two");
    PassageIndex first = cache.index(one);
    PassageIndex second = cache.index(two);
    cache.index(one);
    cache.index(corpus("three"));

    assertThat(cache.index(one)).isSameAs(first);
    assertThat(cache.index(two)).isNotSameAs(second);
  }

  @Test
  void recoversFromAFolderThatWasEmpty() throws IOException {
    Path folder = Files.createDirectory(temp.resolve("docs"));
    Corpus corpus = Corpus.of("docs", folder);
    assertThatExceptionOfType(CorpusException.class).isThrownBy(() -> cache.index(corpus));
    addFile(corpus);

    assertThat(cache.index(corpus).passages()).isEqualTo(1);
  }

  @Test
  void buildsAnIndexOnceForAllWhoWantIt() throws Exception {
    Corpus corpus = corpus("docs");
    List<Future<PassageIndex>> found = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 16; i++) {
        found.add(threads.submit(() -> cache.index(corpus)));
      }
    }

    PassageIndex first = found.getFirst().get();
    for (Future<PassageIndex> other : found) {
      assertThat(other.get()).isSameAs(first);
    }
  }

  @Test
  void refusesACapacityOfNothing() {
    assertThatIllegalArgumentException().isThrownBy(() -> new IndexCache(0));
  }
}
