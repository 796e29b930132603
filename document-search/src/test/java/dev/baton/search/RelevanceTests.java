package dev.baton.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RelevanceTests {

  private static final PassageIndex INDEX = PassageIndex.build(Larder.corpus());
  private static final String QUESTION = "When does a worker acknowledge a task?";

  private final Relevance relevance = Relevance.of(INDEX, QUESTION);

  private double score(String sentence) {
    return relevance.score(sentence, List.of());
  }

  @Test
  void givesOneToASentenceThatHasEverything() {
    assertThat(score("Workers acknowledge tasks late.")).isEqualTo(1.0);
  }

  @Test
  void givesNothingToASentenceWithNothingInCommon() {
    assertThat(score("The clock is set back by an hour.")).isZero();
    assertThat(Relevance.of(INDEX, "zebra?").score("A zebra.", List.of())).isZero();
  }

  @Test
  void weighsRareWordsMore() {
    assertThat(score("Somebody acknowledges it at last."))
        .isGreaterThan(score("Somebody is a worker at last."));
  }

  @Test
  void countsHeadingsInPart() {
    double own = score("It is acknowledged at the end.");
    double above = relevance.score("It is done at the end.", List.of("Acknowledgement"));

    assertThat(above).isBetween(0.01, own - 0.01);
  }

  @Test
  void prefersNeighbours() {
    assertThat(score("At the end the worker acknowledges whatever it did, a day after the task."))
        .isGreaterThan(
            score(
                "At the end the worker, a day after whatever the task was, simply acknowledges."));
  }

  @Test
  void prefersAnswersToQuestionsAndFragments() {
    String answer = "A worker then acknowledges the task.";

    assertThat(score(answer)).isGreaterThan(score("Does a worker then acknowledge the task?"));
    assertThat(score(answer)).isGreaterThan(score(answer + " or so".repeat(60)));
    assertThat(score("Acknowledge later, at the end.")).isGreaterThan(score("Acknowledge"));
  }

  @Test
  void ranksTheSameWordsOnce() {
    List<Passage> passages = INDEX.search(QUESTION, 10, Filter.PROSE);
    List<Passage> doubled = new ArrayList<>(passages);
    doubled.addAll(passages);

    assertThat(relevance.rank(doubled)).isEqualTo(relevance.rank(passages)).isNotEmpty();
  }

  @Test
  void ranksIndependentlyOfTheOrderOfPassages() {
    List<Passage> passages = INDEX.search(QUESTION, 10, Filter.PROSE);

    assertThat(relevance.rank(passages.reversed())).isEqualTo(relevance.rank(passages));
  }
}
