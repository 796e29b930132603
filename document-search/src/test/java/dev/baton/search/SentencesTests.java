package dev.baton.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentencesTests {

  private static List<Sentence> sentences(String markdown) {
    return Sentences.ofMarkdown(markdown.lines().toList());
  }

  private static List<String> texts(String markdown) {
    return sentences(markdown).stream().map(Sentence::text).toList();
  }

  @Test
  void tellsTheLinesOfEachSentence() {
    assertThat(sentences("# Title\n\nOne is short. Two goes\nover the line. Three\n"))
        .containsExactly(
            new Sentence("One is short.", "One is short.", 3, 3),
            new Sentence("Two goes over the line.", "Two goes over the line.", 3, 4),
            new Sentence("Three", "Three", 4, 4));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Use a fast disk, e.g. NVMe, for the log.",
        "Use the default (i.e. Zstandard) here.",
        "It needs version 4.2.1 or later.",
        "Ask J. Smith about it.",
        "Set `a. B` to 1.5 before the start.",
        "Compare approx. 3 ms vs. 5 ms.",
        "See https://example.org/a.B?c=D for more.",
        "The file is named config.Yaml by default."
      })
  void doesNotSplitWhereNoSentenceEnds(String sentence) {
    assertThat(texts(sentence)).containsExactly(sentence);
  }

  @Test
  void splitsAfterClosingMarksAndBeforeCode() {
    assertThat(texts("He said \"stop.\" Then it ended! `run()` starts it. (It did.) Why? Because."))
        .containsExactly(
            "He said \"stop.\"",
            "Then it ended!",
            "`run()` starts it.",
            "(It did.)",
            "Why?",
            "Because.");
  }

  @Test
  void takesMarkupOutOfTheTextAndLeavesItInTheQuote() {
    assertThat(
            sentences("- [x] A **bold** [link](http://x.y/a.b) and `code_*x*`, a_b_c, 2 * 3.[^1]"))
        .containsExactly(
            new Sentence(
                "A bold link and `code_*x*`, a_b_c, 2 * 3.",
                "A **bold** [link](http://x.y/a.b) and `code_*x*`, a_b_c, 2 * 3.",
                1,
                1));
  }

  @Test
  void leavesOutImagesBadgesTagsAndComments() {
    assertThat(
            texts(
                """
                [![build](https://a.b/c.svg)](https://a.b)

                <p align="center">Fast &amp; small: Map<K> stays.</p>

                <!-- Nobody
                reads this. -->
                ---
                After ![logo](x.png) all.
                """))
        .containsExactly("Fast & small: Map<K> stays.", "After all.");
  }

  @Test
  void readsListsQuotesAndSkipsHeadingsAndCode() {
    assertThat(
            sentences(
                """
                ---
                title: Front matter
                ---
                Heading
                -------

                1. First item
                   goes on. And on.
                   - Nested one

                > [!WARNING]
                > Mind the
                > gap.

                ```sh
                echo Not. A. Sentence.
                ```

                    indented. Code.
                """))
        .extracting(Sentence::text, Sentence::lineStart, Sentence::lineEnd)
        .containsExactly(
            tuple("First item goes on.", 7, 8),
            tuple("And on.", 8, 8),
            tuple("Nested one", 9, 9),
            tuple("Mind the gap.", 12, 13));
  }

  @Test
  void readsEachTableRowAsOneSentence() {
    assertThat(
            sentences(
                """
                | Option | Default | Meaning |
                |:---|---|---|
                | `a|b` | 5 s | How long. It waits. |
                | c | | |
                """))
        .containsExactly(
            new Sentence(
                "`a|b`: 5 s; How long. It waits.", "| `a|b` | 5 s | How long. It waits. |", 3, 3),
            new Sentence("c", "| c | | |", 4, 4));
  }

  @Test
  void cutsWhatIsTooLongForASentence() {
    String endless = "word ".repeat(5_000);

    assertThat(sentences(endless))
        .hasSizeBetween(20, 30)
        .allSatisfy(sentence ->
            assertThat(sentence.text()).hasSizeLessThan(SentenceSplitter.MAX_SENTENCE_CHARS + 10));
  }

  @Test
  void survivesMarkupThatIsNeverClosed() {
    for (String mark : List.of("*", "_", "`", "[", "![", "<", "](", "**a ", "[a](", "*`", "\\")) {
      String hostile = "Begin " + mark.repeat(3_000) + " end.";

      assertThat(String.join(" ", texts(hostile))).as(mark).startsWith("Begin").contains("end.");
    }
  }

  @Test
  void hasNoSentencesInAnEmptyDocument() {
    assertThat(sentences("")).isEmpty();
    assertThat(sentences("\n\n---\n\n")).isEmpty();
  }
}
