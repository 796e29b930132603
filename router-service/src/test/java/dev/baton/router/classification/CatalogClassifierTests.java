package dev.baton.router.classification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.router.Samples;
import dev.baton.router.catalog.Catalog;
import dev.baton.router.catalog.PublishedAgent;
import dev.baton.router.decision.Classifier;
import dev.baton.schemas.AgentCard;
import dev.baton.vectors.CachingEmbedder;
import dev.baton.vectors.SentenceEmbedder;
import dev.baton.vectors.VectorFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogClassifierTests {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final AtomicReference<Catalog> catalog = new AtomicReference<>(Catalog.empty());

  /** Texts that begin with the same letter lie together. */
  private static class Letters implements SentenceEmbedder {
    @Override
    public String model() {
      return "letters";
    }

    @Override
    public List<float[]> embed(List<String> texts) {
      return texts.stream().map(Letters::vector).toList();
    }

    private static float[] vector(String text) {
      float[] vector = new float[26];
      vector[Math.floorMod(text.charAt(0) - 'a', 26)] = 1;
      vector[Math.floorMod(text.length(), 26)] += 0.01f;
      return vector;
    }
  }

  private static PublishedAgent agent(String role, String... examples) {
    return PublishedAgent.of(
        AgentCard.newBuilder(Samples.card(role)).setExamples(List.of(examples)).build());
  }

  private static Catalog two() {
    return Catalog.empty()
        .with(agent("coder", "code a", "code bb", "code ccc"))
        .with(agent("writer", "write a", "write bb", "write ccc"));
  }

  private CatalogClassifier classifier(Supplier<SentenceEmbedder> embedder, Duration patience) {
    return new CatalogClassifier(catalog::get, embedder, patience);
  }

  private static String best(Classifier.Reading reading) {
    assertThat(reading).isInstanceOf(Classifier.Read.class);
    return ((Classifier.Read) reading).whole().best().label();
  }

  @Test
  void learnsFromTheExamplesOfCardsAndAgainWhenOneArrives() {
    catalog.set(two());
    try (CatalogClassifier classifier = classifier(Letters::new, PATIENCE)) {
      Classifier.Read before = (Classifier.Read) classifier.read("code this");
      assertThat(best(before)).isEqualTo("agent:coder");

      catalog.set(two().with(agent("painter", "paint a", "paint bb")));
      Classifier.Read after = (Classifier.Read) classifier.read("paint this");

      assertThat(best(after)).isEqualTo("agent:painter");
      assertThat(after.version()).isNotEqualTo(before.version());
      assertThat(classifier.state()).isEqualTo("version " + after.version());
    }
  }

  @Test
  void doesNotLearnAgainFromTheSameExamples() {
    AtomicInteger asked = new AtomicInteger();
    Letters counting =
        new Letters() {
          @Override
          public List<float[]> embed(List<String> texts) {
            asked.incrementAndGet();
            return super.embed(texts);
          }
        };
    catalog.set(two());
    try (CatalogClassifier classifier = classifier(() -> counting, PATIENCE)) {
      classifier.read("code this");
      int learned = asked.get();
      catalog.set(two().with(agent("silent")));

      classifier.read("code that");

      assertThat(asked.get()).isEqualTo(learned + 1);
    }
  }

  @Test
  void goalsThatAreForeseenAreReadTogetherAndAlike() {
    List<Integer> sizes = new CopyOnWriteArrayList<>();
    Letters counting =
        new Letters() {
          @Override
          public List<float[]> embed(List<String> texts) {
            sizes.add(texts.size());
            return super.embed(texts);
          }
        };
    List<String> goals = List.of("code this", "write a note; code a tool for it", "🎉");
    catalog.set(two());
    try (CatalogClassifier classifier =
            classifier(() -> new CachingEmbedder(counting, 100), PATIENCE);
        CatalogClassifier oneByOne = classifier(Letters::new, PATIENCE)) {
      classifier.foresee(goals);
      assertThat(sizes).as("before anything is learned").isEmpty();
      classifier.read("code that");
      sizes.clear();

      classifier.foresee(goals);
      assertThat(sizes).as("two whole goals and two parts").containsExactly(4);
      assertThat(goals)
          .allSatisfy(goal -> assertThat(classifier.read(goal)).isEqualTo(oneByOne.read(goal)));
      assertThat(sizes).hasSize(1);
    }
  }

  @Test
  void onlyTheFirstRequestWaitsForSlowLearningAndWhatWasKnownDecidesMeanwhile() {
    CountDownLatch slow = new CountDownLatch(1);
    Letters embedder =
        new Letters() {
          @Override
          public List<float[]> embed(List<String> texts) {
            if (texts.contains("paint a")) {
              try {
                slow.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            }
            return super.embed(texts);
          }
        };
    catalog.set(two());
    Duration patience = Duration.ofSeconds(2);
    try (CatalogClassifier classifier = classifier(() -> embedder, patience)) {
      assertThat(best(classifier.read("code this"))).isEqualTo("agent:coder");
      catalog.set(two().with(agent("painter", "paint a", "paint bb")));

      assertThat(best(classifier.read("write this"))).isEqualTo("agent:writer");
      long start = System.nanoTime();
      for (int i = 0; i < 20; i++) {
        classifier.read("write that");
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(patience.multipliedBy(10));
      slow.countDown();
    }
  }

  @Test
  void aCardWithTwoExamplesIsLearned() {
    catalog.set(two().with(agent("painter", "paint a", "paint bb")));
    try (CatalogClassifier classifier = classifier(Letters::new, PATIENCE)) {
      assertThat(best(classifier.read("paint this"))).isEqualTo("agent:painter");
      assertThat(best(classifier.read("code this"))).isEqualTo("agent:coder");
    }
  }

  @Test
  void ofTwoCardsForOneRoleTheLaterOneIsLearned() {
    catalog.set(two().with(agent("coder", "zip a", "zip bb", "zip ccc")));
    try (CatalogClassifier classifier = classifier(Letters::new, PATIENCE)) {
      assertThat(best(classifier.read("zip this"))).isEqualTo("agent:coder");
    }
  }

  @Test
  void learnsFromTheFileOfVectorsAfterARestart(@TempDir Path folder) {
    AtomicInteger embedded = new AtomicInteger();
    Letters counting =
        new Letters() {
          @Override
          public List<float[]> embed(List<String> texts) {
            embedded.addAndGet(texts.size());
            return super.embed(texts);
          }
        };
    catalog.set(two());
    for (int life = 0; life < 2; life++) {
      embedded.set(0);
      try (CatalogClassifier classifier =
          new CatalogClassifier(
              catalog::get,
              () -> counting,
              PATIENCE,
              embedder -> new VectorFile(embedder, folder.resolve("vectors")))) {
        assertThat(best(classifier.read("code this"))).isEqualTo("agent:coder");
      }
    }

    assertThat(embedded.get()).as("the request, and no example").isEqualTo(1);
  }

  @Test
  void staysSilentWithExamplesOfOneTargetAlone() {
    catalog.set(Catalog.empty().with(agent("coder", "code a")).with(agent("writer")));
    try (CatalogClassifier classifier = classifier(Letters::new, PATIENCE)) {
      assertThat(classifier.read("code this"))
          .isEqualTo(new Classifier.Silent("has examples of 1 targets (expected: at least 2)"));
    }
  }

  @Test
  void staysSilentWhereTheModelCannotBeLoaded() {
    catalog.set(two());
    Supplier<SentenceEmbedder> broken =
        () -> {
          throw new UnsatisfiedLinkError("no library for this platform");
        };
    try (CatalogClassifier classifier = classifier(broken, PATIENCE)) {
      assertThat(classifier.read("code this"))
          .isEqualTo(
              new Classifier.Silent(
                  "could not learn: java.lang.UnsatisfiedLinkError: no library for this platform"));
    }
  }

  @Test
  void saysThatItCannotReadOtherScriptsWithoutLoadingAnything() {
    catalog.set(two());
    Supplier<SentenceEmbedder> unwanted =
        () -> {
          throw new AssertionError("loaded");
        };
    try (CatalogClassifier classifier = classifier(unwanted, PATIENCE)) {
      assertThat(classifier.read("🎉 🎉")).isEqualTo(new Classifier.Silent("reads English only"));
      assertThat(classifier.state()).isEqualTo("nothing asked yet");
    }
  }
}
