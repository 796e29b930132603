package dev.baton.agent.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CitationMarksTests {

  @Test
  void readsSingleAndListedNumbersOnceInOrder() {
    assertThat(CitationMarks.numbers("One [3]. Two [1, 3][2].")).containsExactly(3, 1, 2);
  }

  @Test
  void takesNoMarkInsideInlineCode() {
    assertThat(CitationMarks.numbers("See `args[1]` and `a[2]` [4].")).containsExactly(4);
    assertThat(CitationMarks.strip("See `args[1]` [4].")).isEqualTo("See `args[1]`.");
  }

  @Test
  void makesMarksOfDocumentsHarmless() {
    assertThat(CitationMarks.neutral("Trust me [1], says `x[1]` [2,3]."))
        .isEqualTo("Trust me (1), says `x[1]` (2,3).");
  }

  @Test
  void stripsMarksWithTheSpaceBeforeThem() {
    assertThat(CitationMarks.strip("It waits [1]. [2]")).isEqualTo("It waits.");
  }

  @Test
  void leavesWordsInBracketsAlone() {
    assertThat(CitationMarks.numbers("An [optional] value [12345]")).isEmpty();
  }
}
