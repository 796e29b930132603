package dev.baton.agent.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.agent.task.TaskOutcome;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReviewNotesTests {

  private static final Place PLACE = new Place("default", "a.md", 1, 2);

  @Test
  void survivesItsJsonForm() {
    ReviewNotes notes =
        new ReviewNotes(
            List.of("citation [1]: gone"),
            List.of(
                new FlaggedCitation(PLACE, Optional.empty()),
                new FlaggedCitation(PLACE, Optional.of(new Place("default", "a.md", 5, 5)))),
            List.of("A sentence."));

    assertThat(ReviewNotes.parse(notes.toJson())).isEqualTo(notes);
    assertThat(notes.toJson()).contains("\"verdict\":\"redo\"");
  }

  @Test
  void acceptsWithoutIssues() {
    assertThat(ReviewNotes.NONE.toJson()).contains("\"verdict\":\"accept\"");
  }

  @Test
  void fitsIntoTheFieldsOfAResultWhateverIsWrong() {
    String longest = "ü".repeat(5_000);
    Place far = new Place("c".repeat(40), "folder/".repeat(20), 1, 2);
    ReviewNotes notes =
        new ReviewNotes(
            Collections.nCopies(500, longest),
            Collections.nCopies(500, new FlaggedCitation(far, Optional.of(far))),
            Collections.nCopies(500, longest));

    assertThat(ReviewNotes.parse(notes.toJson()).accepted()).isFalse();
    assertThat(notes.toJson().getBytes(StandardCharsets.UTF_8).length)
        .isLessThanOrEqualTo(TaskOutcome.MAX_FIELDS_BYTES);
  }

  @Test
  void leavesOutWhatItCannotRead() {
    assertThat(ReviewNotes.parse("no JSON")).isEqualTo(ReviewNotes.NONE);
    assertThat(ReviewNotes.parse("{\"flagged\":[7]}")).isEqualTo(ReviewNotes.NONE);
  }
}
