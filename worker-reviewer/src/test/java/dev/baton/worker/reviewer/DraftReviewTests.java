package dev.baton.worker.reviewer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.agent.evidence.Evidence;
import dev.baton.agent.evidence.EvidenceItem;
import dev.baton.agent.evidence.FlaggedCitation;
import dev.baton.agent.evidence.Place;
import dev.baton.agent.evidence.ReviewNotes;
import dev.baton.schemas.Citation;
import dev.baton.search.Verification;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DraftReviewTests {

  private static final String WAITS = "A worker waits 5 seconds for the broker.";
  private static final String ENDS = "The lock ends after a crash.";
  private static final EvidenceItem WAITING = item(1, WAITS);
  private static final EvidenceItem ENDING = item(2, ENDS);
  private static final List<Evidence> EVIDENCE =
      List.of(
          new Evidence("How long?", List.of(WAITING)), new Evidence("And then?", List.of(ENDING)));
  private static final String GOOD =
      "### How long?\n\n" + WAITS + " [1]\n\n### And then?\n\n" + ENDS + " [2]\n";
  private static final List<Citation> CITATIONS = List.of(WAITING.citation(1), ENDING.citation(2));

  @Test
  void acceptsADraftThatKeepsAllRules() {
    assertThat(review(GOOD, CITATIONS)).isEqualTo(ReviewNotes.NONE);
  }

  @Test
  void findsASentenceWithoutACitation() {
    ReviewNotes notes = review(GOOD + "\nIt is wonderful.", CITATIONS);

    assertThat(notes.issues())
        .containsExactly("sentence \"It is wonderful.\": no citation (expected: at least one)");
    assertThat(notes.sentences()).containsExactly("It is wonderful.");
  }

  @Test
  void findsANumberThatNoCitationHas() {
    assertThat(review(GOOD + "\nA worker waits. [7]", CITATIONS).issues())
        .containsExactly("sentence \"A worker waits.\": cites [7] (expected: only [1, 2])");
  }

  @Test
  void findsACitationThatNoSentenceNames() {
    assertThat(
            review(GOOD, List.of(CITATIONS.get(0), CITATIONS.get(1), WAITING.citation(3))).issues())
        .containsExactly("citation [3] a.md:1: no sentence names it (expected: at least one)");
  }

  @Test
  void findsAQuoteThatIsNotThere() {
    ReviewNotes notes =
        DraftReview.of(
            DraftUnderReview.of(GOOD, CITATIONS, EVIDENCE),
            (place, _) ->
                place.lineStart() == 1
                    ? new Verification.NotFound("the quoted words do not stand in the file")
                    : new Verification.Found());

    assertThat(notes.issues())
        .containsExactly(
            "citation [1] a.md:1: the quoted words do not stand in the file (expected: the quoted words)");
    assertThat(notes.citations())
        .containsExactly(new FlaggedCitation(WAITING.place(), Optional.empty()));
  }

  @Test
  void findsAQuoteThatHasMovedAndSaysWhereItIs() {
    ReviewNotes notes =
        DraftReview.of(
            DraftUnderReview.of(GOOD, CITATIONS, EVIDENCE),
            (place, _) ->
                place.lineStart() == 2 ? new Verification.Moved(8, 9) : new Verification.Found());

    assertThat(notes.issues())
        .containsExactly(
            "citation [2] a.md:2: the quoted words stand elsewhere (expected: a.md:8-9)");
    assertThat(notes.citations())
        .containsExactly(
            new FlaggedCitation(ENDING.place(), Optional.of(new Place("default", "a.md", 8, 9))));
  }

  @Test
  void findsASentenceThatItsSourceDoesNotSupport() {
    ReviewNotes notes =
        review(GOOD.replace(ENDS, "Bananas grow best in warm and humid places."), CITATIONS);

    assertThat(notes.issues())
        .singleElement()
        .asString()
        .contains("Bananas")
        .contains("at least 60 %");
    assertThat(notes.sentences()).containsExactly("Bananas grow best in warm and humid places.");
  }

  @Test
  void findsANumberThatItsSourceDoesNotSay() {
    assertThat(review(GOOD.replace("5 seconds", "50 seconds"), CITATIONS).issues())
        .singleElement()
        .asString()
        .contains("does not say 50");
  }

  @Test
  void findsAFacetThatHasEvidenceAndNoSentence() {
    String half = "### How long?\n\n" + WAITS + " [1]\n";

    assertThat(review(half, CITATIONS.subList(0, 1)).issues())
        .containsExactly(
            "facet \"And then?\": nothing said (expected: a sentence from its 1 pieces of evidence)");
  }

  @Test
  void acceptsTheListOfFacetsAboutWhichNothingWasFound() {
    List<Evidence> evidence =
        List.of(new Evidence("How long?", List.of(WAITING)), new Evidence("Who?", List.of()));
    String draft =
        "### How long?\n\n" + WAITS + " [1]\n\n**Not found in the documents:**\n\n- Who?\n";

    assertThat(
            DraftReview.of(DraftUnderReview.of(draft, CITATIONS.subList(0, 1), evidence), FOUND)
                .issues())
        .isEmpty();
  }

  @Test
  void findsClaimsHiddenInHeadingsListsOrCode() {
    String draft =
        GOOD
            + "\n### All is proven\n\n**Not found in the documents:**\n\n- The moon is cheese.\n\n"
            + "```\nsecret\n```\n";

    assertThat(review(draft, CITATIONS).issues())
        .hasSize(3)
        .anySatisfy(issue -> assertThat(issue).contains("heading").contains("All is proven"))
        .anySatisfy(issue -> assertThat(issue).contains("The moon is cheese."))
        .anySatisfy(issue -> assertThat(issue).contains("secret"));
  }

  @Test
  void findsAnEmptyDraft() {
    assertThat(review("", List.of()).issues()).first().asString().startsWith("draft: empty");
  }

  private static final QuoteLookup FOUND = (_, _) -> new Verification.Found();

  private static ReviewNotes review(String draft, List<Citation> citations) {
    return DraftReview.of(DraftUnderReview.of(draft, citations, EVIDENCE), FOUND);
  }

  private static EvidenceItem item(int line, String text) {
    return new EvidenceItem("default", "a.md", line, line, text, text, List.of(), 1);
  }
}
