package dev.baton.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.agent.evidence.Evidence;
import dev.baton.agent.evidence.EvidenceItem;
import dev.baton.documents.testing.Handbook;
import dev.baton.search.Filter;
import dev.baton.search.Passage;
import dev.baton.search.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvidenceFinderTests {

  private static final String GOAL =
      "What must be true before a worker acknowledges a task, and what happens after a crash in between?";

  @TempDir Path folder;
  private DocumentLibrary library;

  @BeforeEach
  void copyTheHandbook() {
    library = Handbook.library(folder);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          What must be true before a worker acknowledges a task? | Before a worker acknowledges a task
          What happens after a crash in between?                 | After a crash between the result
          How long does a lock last?                             | A lock lasts 15 seconds
          How often is a task delivered at most?                 | maxDeliveries
          What happens when the broker restarts?                 | Producers try again
          """)
  void putsTheAnsweringSentenceFirstOrSecond(String facet, String beginning) {
    assertThat(find(facet, facet).items().stream().limit(2))
        .anySatisfy(item -> assertThat(item.text()).startsWith(beginning));
  }

  @Test
  void looksUpWhatItFindsInPagesOfTheWebAndOfPaper() throws IOException {
    Files.writeString(
        folder.resolve("silo.html"),
        "<h1>Silo</h1>\n<nav>Menu</nav>\n<p>Grain is kept for <i>ninety</i>\ndays &amp; nights.</p>\n");
    try (PDDocument paper = new PDDocument()) {
      paper.addPage(new PDPage());
      PDPage second = new PDPage();
      paper.addPage(second);
      try (PDPageContentStream content = new PDPageContentStream(paper, second)) {
        content.beginText();
        content.setFont(new PDType1Font(Standard14Fonts.FontName.COURIER), 11);
        content.newLineAtOffset(72, 700);
        content.showText("The keeper of the silo sleeps in the mill.");
        content.endText();
      }
      paper.save(folder.resolve("keeper.pdf").toFile());
    }

    String kept = "How long is grain kept in the silo?";
    assertThat(find(kept, kept).items().getFirst())
        .satisfies(item -> {
          assertThat(item.text()).isEqualTo("Grain is kept for ninety days & nights.");
          assertThat(item.place()).hasToString("silo.html:3-4");
        });
    String sleeps = "Where does the keeper of the silo sleep?";
    assertThat(find(sleeps, sleeps).items().getFirst().place()).hasToString("keeper.pdf#page=2:1");
  }

  @Test
  void takesTheContextOfAPartFromTheWholeQuestion() {
    Evidence evidence = find("What happens after a crash in between?", GOAL);

    assertThat(evidence.items().getFirst().text()).startsWith("After a crash between the result");
    assertThat(evidence.items())
        .as("the paragraph goes on")
        .anySatisfy(item -> assertThat(item.text()).startsWith("The second result"));
  }

  @Test
  void findsNothingWhereTheDocumentsSayNothing() {
    assertThat(find("What is the boiling point of helium?", "").items()).isEmpty();
    assertThat(find("Who was Napoleon's worker?", "").items()).isEmpty();
    assertThat(find("Which worker renews a lock?", "").items()).isNotEmpty();
  }

  @Test
  void givesOnlyWhatStandsInTheFileWithScoresFromOneDown() {
    List<EvidenceItem> items = find(GOAL, GOAL).items();

    assertThat(items)
        .hasSizeBetween(3, EvidenceFinder.MAX_ITEMS)
        .allSatisfy(item ->
            assertThat(library.verify(item.place(), item.quote()))
                .as("%s", item)
                .isInstanceOf(Verification.Found.class));
    assertThat(items.getFirst().score()).isEqualTo(1);
    assertThat(items)
        .extracting(EvidenceItem::score)
        .isSortedAccordingTo((a, b) -> Double.compare(b, a));
  }

  @Test
  void leavesOutWhatHasGoneSinceTheSearchAndFollowsWhatHasMoved() throws IOException {
    List<Passage> passages = passages("How long does a lock last?");
    Path file = folder.resolve("tasks.md");
    String text = Files.readString(file);
    Files.writeString(
        file,
        "A new first line.\n\n"
            + text.replace("A worker renews it every 5 seconds while it works.", ""));

    Evidence evidence =
        new EvidenceFinder(library)
            .find("default", new FacetQuestion("How long does a lock last?", ""), passages);

    assertThat(evidence.items())
        .extracting(EvidenceItem::text)
        .noneMatch(sentence -> sentence.startsWith("A worker renews"));
    assertThat(evidence.items())
        .filteredOn(item -> item.text().startsWith("A lock lasts"))
        .extracting(EvidenceItem::lineStart)
        .containsExactly(15);
  }

  @Test
  void givesTheSameEachTime() {
    assertThat(find(GOAL, GOAL)).isEqualTo(find(GOAL, GOAL));
  }

  private Evidence find(String facet, String goal) {
    return new EvidenceFinder(library)
        .find("default", new FacetQuestion(facet, goal), passages(facet + "\n" + goal));
  }

  private List<Passage> passages(String query) {
    return library.search("default", query, 30, Filter.PROSE);
  }
}
