package dev.baton.agent.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DraftParserTests {

  @Test
  void givesTheMarksAfterAFullStopToTheSentenceBeforeThem() {
    assertThat(sentences("First one. [1] Second one [2]. Third."))
        .containsExactly(
            new DraftSentence("First one.", List.of(1)),
            new DraftSentence("Second one.", List.of(2)),
            new DraftSentence("Third.", List.of()));
  }

  @Test
  void doesNotSplitAtAbbreviationsVersionsOrInlineCode() {
    assertThat(sentences("Use a setting, e.g. `acks. All` or v4.2 of it, in the file. [1]"))
        .hasSize(1);
  }

  @Test
  void splitsAfterAMarkEvenBeforeALowerCaseWord() {
    assertThat(sentences("It waits. [1] then it goes. [2]")).hasSize(2);
  }

  @Test
  void keepsHeadingsItemsParagraphsAndCodeApart() {
    List<DraftBlock> blocks =
        DraftParser.parse(
            """
            ### A question?

            A paragraph
            over two lines. [1]

            - One item [2]
            - Another item [3]

            **Bold line:**
            ```
            code here
            ```
            """);

    assertThat(blocks)
        .containsExactly(
            new DraftBlock.Heading("A question?"),
            new DraftBlock.Paragraph(
                List.of(new DraftSentence("A paragraph over two lines.", List.of(1)))),
            new DraftBlock.ListItem(List.of(new DraftSentence("One item", List.of(2)))),
            new DraftBlock.ListItem(List.of(new DraftSentence("Another item", List.of(3)))),
            new DraftBlock.Heading("Bold line:"),
            new DraftBlock.Code(new DraftSentence("code here", List.of())));
  }

  @Test
  void letsNothingEscapeThatIsNeverClosed() {
    assertThat(DraftParser.parse("```\nunclosed claim").getFirst().statements())
        .extracting(DraftSentence::text)
        .containsExactly("unclosed claim");
    assertThat(sentences("An `unclosed tick. Then more.")).hasSize(2);
  }

  private static List<DraftSentence> sentences(String paragraph) {
    return DraftParser.parse(paragraph).getFirst().statements();
  }
}
