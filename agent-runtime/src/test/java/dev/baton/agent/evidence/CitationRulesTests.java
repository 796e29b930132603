package dev.baton.agent.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.schemas.Citation;
import java.util.List;
import org.junit.jupiter.api.Test;

class CitationRulesTests {

  private static final List<EvidenceItem> SOURCES =
      List.of(
          Items.item(1, "A worker waits for the broker."),
          Items.item(2, "The lock ends after a crash."),
          Items.item(3, "Retries are bounded by a budget."));

  @Test
  void dropsAndCountsSentencesWithoutASourceThatExists() {
    CitedText text =
        enforce(
            new FacetDraft(
                "Q?", "A worker waits. [1] I made this up. So is this. [9] It ends. [2][7]"));

    assertThat(text.markdown()).isEqualTo("A worker waits. [1] It ends. [2]\n");
    assertThat(text.sentences()).isEqualTo(2);
    assertThat(text.dropped()).isEqualTo(2);
  }

  @Test
  void renumbersCitationsInTheOrderOfTheirAppearance() {
    CitedText text = enforce(new FacetDraft("Q?", "Budget. [3] Waiting. [1] Budget again! [3]"));

    assertThat(text.markdown()).isEqualTo("Budget. [1] Waiting. [2] Budget again! [1]\n");
    assertThat(text.citations())
        .extracting(Citation::getNumber, Citation::getLineStart)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(1, 3), org.assertj.core.groups.Tuple.tuple(2, 1));
  }

  @Test
  void dropsWhatWasSaidBeforeAcrossFacets() {
    CitedText text =
        enforce(
            new FacetDraft("One?", "A worker waits for the broker. [1]"),
            new FacetDraft("Two?", "The worker waits for the broker. [1]"));

    assertThat(text.markdown()).isEqualTo("### One?\n\nA worker waits for the broker. [1]\n");
    assertThat(text.dropped()).isEqualTo(1);
    assertThat(text.uncovered()).as("the second facet is answered above").isEmpty();
  }

  @Test
  void keepsSentencesThatDifferInANumber() {
    CitedText text =
        enforce(
            new FacetDraft(
                "Q?",
                "The lock of a worker ends after 15 seconds. [1] The lock of a worker ends after 5 seconds. [2]"));

    assertThat(text.sentences()).isEqualTo(2);
  }

  @Test
  void listsFacetsWithoutEvidenceAtTheEndInOrder() {
    CitedText text =
        enforce(
            new FacetDraft("One?", ""),
            new FacetDraft("Two?", "The lock ends. [2]"),
            new FacetDraft("Three [1]?", "Nothing cited."));

    assertThat(text.markdown())
        .isEqualTo(
            """
            ### Two?

            The lock ends. [1]

            **Not found in the documents:**

            - One?
            - Three (1)?
            """);
    assertThat(text.uncovered()).containsExactly("One?", "Three [1]?");
  }

  @Test
  void takesHeadingsFromTheFacetsAlone() {
    CitedText text =
        enforce(
            new FacetDraft("One?", "# Everything is fine\n\nThe lock ends. [2]"),
            new FacetDraft("Two?", ""));

    assertThat(text.markdown()).startsWith("### One?\n\nThe lock ends. [1]").doesNotContain("fine");
  }

  @Test
  void leavesOutWhatAReviewerRejected() {
    CitedText text =
        CitationRules.enforce(
            List.of(new FacetDraft("Q?", "The lock ends after a crash. [2] It waits. [1]")),
            SOURCES,
            List.of("The lock ends after a crash."));

    assertThat(text.markdown()).isEqualTo("It waits. [1]\n");
  }

  @Test
  void givesATextThatItsOwnParserReadsTheSame() {
    CitedText text =
        enforce(new FacetDraft("Q?", "- no full stop [1]\n- Another [2]\n\nlast words [3] [1]"));

    assertThat(DraftParser.parse(text.markdown()).stream().flatMap(b -> b.statements().stream()))
        .hasSize(3)
        .allSatisfy(sentence -> assertThat(sentence.numbers()).isNotEmpty());
  }

  private static CitedText enforce(FacetDraft... drafts) {
    return CitationRules.enforce(List.of(drafts), SOURCES, List.of());
  }
}
