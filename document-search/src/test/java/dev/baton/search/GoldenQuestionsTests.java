package dev.baton.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real questions find the lines that answer them. */
class GoldenQuestionsTests {

  private static final int PASSAGES = 20;
  private static final int TOP = 3;

  private static final PassageIndex INDEX = PassageIndex.build(Larder.corpus());

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          What must be true before a worker acknowledges a task, and what happens after a crash in between? | docs/failure-contract.md:13
          What must be true before a worker acknowledges a task, and what happens after a crash in between? | docs/failure-contract.md:16
          How long may a worker hold a task before it must renew its lock?        | docs/failure-contract.md:8
          What becomes of a poison task?                                          | docs/failure-contract.md:29
          Which entries are evicted when memory is full?                          | docs/eviction.md:3
          How many entries can be pinned?                                         | docs/eviction.md:9
          What does flushInterval mean?                                           | docs/configuration.md:8
          Which durability level survives a power failure?                        | docs/configuration.md:20
          What happens if a record's checksum is wrong during recovery?           | docs/recovery.md:4
          How can I take a backup while the store is running?                     | docs/faq.md:18
          Can two processes open the same store?                                  | README.md:21
          How many workers may the feed have at most?                             | ops/runbook.txt:7
          """)
  void ranksTheAnsweringSentenceAmongTheFirstThree(String question, String expected) {
    assertThat(places(question, TOP)).contains(expected);
  }

  @Test
  void ranksBothHalvesOfACompoundQuestionFirst() {
    String question =
        "What must be true before a worker acknowledges a task, and what happens after a crash in between?";

    assertThat(places(question, 2))
        .containsExactlyInAnyOrder("docs/failure-contract.md:13", "docs/failure-contract.md:16");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Where is a record appended to the log?      | 22
          rollSegment                                 | 37
          Which code writes the record's checksum?    | 44
          sync to disk                                | 32
          """)
  void findsTheCodeThatAQuestionDescribes(String question, int line) {
    List<Passage> passages = INDEX.search(question, TOP, Filter.CODE);

    assertThat(passages)
        .anySatisfy(passage -> {
          assertThat(passage.source()).isEqualTo("src/SegmentLog.java");
          assertThat(line).isBetween(passage.lineStart(), passage.lineEnd());
        });
  }

  @Test
  void quotesEverySentenceSoThatItCanBeVerified() {
    Corpus corpus = Larder.corpus();
    List<Passage> all = INDEX.search("larder store worker task entry log", 200, Filter.PROSE);

    assertThat(Relevance.of(INDEX, "larder store worker task entry log").rank(all))
        .hasSizeGreaterThan(30)
        .allSatisfy(ranked ->
            assertThat(
                    corpus.verify(
                        ranked.passage().source(),
                        ranked.sentence().lineStart(),
                        ranked.sentence().lineEnd(),
                        ranked.sentence().quote()))
                .as("%s", ranked.sentence())
                .isInstanceOf(Verification.Found.class));
  }

  private static List<String> places(String question, int limit) {
    return Relevance.of(INDEX, question)
        .rank(INDEX.search(question, PASSAGES, Filter.PROSE))
        .stream()
        .limit(limit)
        .map(ranked -> ranked.passage().source() + ":" + ranked.sentence().lineStart())
        .toList();
  }
}
