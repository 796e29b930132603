package dev.baton.agent.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LikenessTests {

  @Test
  void seesThroughWordForms() {
    assertThat(Likeness.support("Workers acknowledge tasks.", "a worker acknowledges the task"))
        .isEqualTo(1);
  }

  @Test
  void tellsOtherStatementsApart() {
    assertThat(
            Likeness.nearDuplicates(
                "The lock ends after 5 seconds.", "The lock ends after 15 seconds."))
        .isFalse();
    assertThat(Likeness.support("Bananas are yellow.", "a worker acknowledges the task")).isZero();
  }

  @Test
  void findsTextsWithoutTermsAlikeOnlyWhenTheyAreEqual() {
    assertThat(Likeness.jaccard("…", "…")).isEqualTo(1);
    assertThat(Likeness.jaccard("…", "—")).isZero();
  }
}
