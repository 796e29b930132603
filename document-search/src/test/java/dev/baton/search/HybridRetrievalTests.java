package dev.baton.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.vectors.BgeSmallEmbedder;
import dev.baton.vectors.SentenceEmbedder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What searching by meaning brings over words alone, on this project's own documents. Decisions are
 * never rewritten, so their words stay where they are.
 */
class HybridRetrievalTests {

  private static final Path DOCS = Path.of(System.getProperty("baton.home", ".."), "docs");
  private static final int TOP = 5;
  private static final int DEEP = 30;

  private record Question(String text, String source, String words) {

    boolean isAnsweredBy(Passage passage) {
      return passage.source().equals("decisions/" + source)
          && passage.text().replaceAll("\\s+", " ").contains(words);
    }
  }

  private static final class Bge implements TextVectors {
    private final SentenceEmbedder model = new BgeSmallEmbedder();

    @Override
    public List<float[]> ofPassages(List<String> texts) {
      return model.embed(texts);
    }

    @Override
    public float[] ofQuery(String query) {
      return model.embed(List.of(query)).getFirst();
    }
  }

  private static PassageIndex words;
  private static PassageIndex both;

  @BeforeAll
  static void index() {
    Corpus corpus = Corpus.of("docs", DOCS);
    words = PassageIndex.build(corpus);
    both = PassageIndex.build(corpus);
    long begin = System.nanoTime();
    try (VectorIndexing indexing = new VectorIndexing(new Bge())) {
      indexing.begin(both).join();
    }
    System.out.printf(
        "%d passages, vectors in %d ms%n",
        both.passages(), (System.nanoTime() - begin) / 1_000_000);
  }

  @Test
  void findsAnswersInOtherWordsThanTheQuestions() {
    List<Question> questions = questions();
    assertThat(questions).hasSizeGreaterThanOrEqualTo(20);
    for (int limit : List.of(TOP, DEEP)) {
      long byWords = found(words, questions, limit);
      long byBoth = found(both, questions, limit);
      System.out.printf(
          "recall@%d of %d paraphrases: words %d, words and meaning %d%n",
          limit, questions.size(), byWords, byBoth);
      assertThat(byBoth).as("at " + limit).isGreaterThanOrEqualTo(byWords + questions.size() / 5);
    }
  }

  @Test
  void losesNothingWhereWordsAreShared() {
    for (String question :
        List.of(
            "acknowledges a task before its result is safe",
            "share group lock duration",
            "reservation of tokens until the last word",
            "token buckets by tenant")) {
      Passage best = words.search(question, 1, Filter.PROSE).getFirst();
      assertThat(both.search(question, TOP, Filter.PROSE))
          .as(question)
          .extracting(Passage::digest)
          .contains(best.digest());
    }
  }

  @Test
  void findsNothingForWhatTheDocumentsAreNotAbout() {
    assertThat(both.search("chocolate cake", TOP, Filter.PROSE)).isEmpty();
    assertThat(both.search("beaches in Portugal", TOP, Filter.PROSE)).isEmpty();
  }

  @Test
  void asksInOtherWordsIndeed() {
    for (Question question : questions()) {
      Passage answer = answer(question);
      Set<String> shared = new HashSet<>(TextAnalysis.questionTerms(question.text()));
      shared.retainAll(TextAnalysis.terms(answer.text()));
      shared.removeIf(TextAnalysis::isBinding);
      assertThat(shared).as(question.text()).isEmpty();
    }
  }

  /** The passage is found by its own words. */
  private static Passage answer(Question question) {
    return words.search(question.words(), 50, Filter.PROSE).stream()
        .filter(question::isAnsweredBy)
        .findFirst()
        .orElseThrow(() ->
            new AssertionError(
                "no passage of %s has: %s".formatted(question.source(), question.words())));
  }

  private static long found(PassageIndex index, List<Question> questions, int limit) {
    return questions.stream()
        .filter(question ->
            index.search(question.text(), limit, Filter.PROSE).stream()
                .anyMatch(question::isAnsweredBy))
        .count();
  }

  private static List<Question> questions() {
    try (InputStream in = HybridRetrievalTests.class.getResourceAsStream("/paraphrases.txt")) {
      if (in == null) {
        throw new IllegalStateException("/paraphrases.txt is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(HybridRetrievalTests::question)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Question question(String line) {
    List<String> parts = List.of(line.split("\\|", -1));
    return new Question(parts.get(0).strip(), parts.get(1).strip(), parts.get(2).strip());
  }
}
