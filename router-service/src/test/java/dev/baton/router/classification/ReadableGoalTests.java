package dev.baton.router.classification;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadableGoalTests {

  @ParameterizedTest
  @ValueSource(
      strings = {"🎉🎉🎉", "12345 !?", "как работает маршрутизатор", "路由器如何工作", "कैसे हैं ok"})
  void hasNothingToReadWithoutLatinWords(String goal) {
    assertThat(ReadableGoal.of(goal)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Write a poem 🎉", "Schreibe ein Gedicht über Kafka", "x"})
  void readsLatinWords(String goal) {
    assertThat(ReadableGoal.of(goal)).get().extracting(ReadableGoal::beginning).isEqualTo(goal);
  }

  @Test
  void readsTheBeginningOfALongGoalUpToAWord() {
    String beginning = ReadableGoal.of("word ".repeat(20_000)).orElseThrow().beginning();

    assertThat(beginning).hasSizeBetween(990, ReadableGoal.MAX_CHARS).endsWith("word");
  }

  @Test
  void neverCutsACharacterInTwo() {
    String beginning = ReadableGoal.of("ab" + "c𝒳".repeat(40_000)).orElseThrow().beginning();

    assertThat(beginning).hasSizeBetween(990, ReadableGoal.MAX_CHARS);
    assertThat(Character.isHighSurrogate(beginning.charAt(beginning.length() - 1))).isFalse();
  }

  @Test
  void findsTheParts() {
    assertThat(
            ReadableGoal.of("Find the retry code, then write a summary of it. Check the citations!")
                .orElseThrow()
                .parts())
        .containsExactly("Find the retry code", "write a summary of it.", "Check the citations!");
  }

  @Test
  void oneThingHasNoParts() {
    assertThat(ReadableGoal.of("Compare topics and queues").orElseThrow().parts()).isEmpty();
  }

  @Test
  void readsABoundedNumberOfParts() {
    assertThat(ReadableGoal.of("do this thing; ".repeat(60)).orElseThrow().parts())
        .hasSize(ReadableGoal.MAX_PARTS);
  }
}
