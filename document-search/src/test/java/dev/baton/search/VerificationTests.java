package dev.baton.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerificationTests {

  private static final Verification FOUND = new Verification.Found();

  @TempDir Path root;

  @BeforeEach
  void writeADocument() throws IOException {
    Files.writeString(
        root.resolve("a.md"),
        """
        # Title

        A worker acknowledges a task
        only after its **result** is written.

        > The lock lasts 15 seconds and
        > can be [renewed](https://example.org).

        Said twice.
        x
        Said twice.
        """);
  }

  private Verification verify(int from, int to, String quote) {
    return Corpus.of("docs", root).verify("a.md", from, to, quote);
  }

  @Test
  void findsAQuoteInItsLines() {
    assertThat(verify(3, 4, "A worker acknowledges a task\nonly after")).isEqualTo(FOUND);
    assertThat(verify(1, 11, "only after its **result** is written.")).isEqualTo(FOUND);
  }

  @Test
  void overlooksWhiteSpace() {
    assertThat(verify(3, 4, "  acknowledges   a task only\tafter ")).isEqualTo(FOUND);
  }

  @Test
  void overlooksMarkup() {
    assertThat(verify(4, 4, "after its result is written")).isEqualTo(FOUND);
    assertThat(verify(6, 7, "lasts 15 seconds and can be renewed.")).isEqualTo(FOUND);
  }

  @Test
  void tellsWhereAQuoteHasMoved() {
    assertThat(verify(4, 4, "A worker acknowledges a task only after"))
        .isEqualTo(new Verification.Moved(3, 4));
    assertThat(verify(900, 901, "lasts 15 seconds")).isEqualTo(new Verification.Moved(6, 6));
  }

  @Test
  void prefersTheClaimedLinesToWordsWithoutMarkupElsewhere() throws IOException {
    Files.writeString(root.resolve("a.md"), "the lock is free\n\nthe **lock** is free\n");

    assertThat(verify(3, 3, "the lock is free")).isEqualTo(FOUND);
    assertThat(verify(2, 2, "the lock is free")).isEqualTo(new Verification.Moved(1, 1));
  }

  @Test
  void choosesTheNearestOfSeveralOccurrences() {
    assertThat(verify(11, 11, "Said twice.")).isEqualTo(FOUND);
    assertThat(verify(9, 9, "Said twice.")).isEqualTo(FOUND);
    assertThat(verify(12, 12, "Said twice.")).isEqualTo(new Verification.Moved(11, 11));
    assertThat(verify(8, 8, "Said twice.")).isEqualTo(new Verification.Moved(9, 9));
  }

  @Test
  void doesNotFindWhatIsNotThere() {
    assertNotFound(verify(3, 4, "A worker never acknowledges a task"));
    assertNotFound(verify(3, 4, "only before its result"));
  }

  @Test
  void doesNotFindHalfAWordOrHalfANumber() {
    assertNotFound(verify(6, 6, "5 seconds"));
    assertNotFound(verify(3, 3, "worker acknowledge"));
  }

  @Test
  void doesNotFindNothing() {
    assertNotFound(verify(3, 4, ""));
    assertNotFound(verify(3, 4, " \n "));
    assertNotFound(verify(3, 4, "**"));
    assertNotFound(verify(3, 4, "x".repeat(8_001)));
  }

  @Test
  void doesNotFindAnythingInASourceThatIsNoFile() {
    Corpus corpus = Corpus.of("docs", root);

    assertNotFound(corpus.verify("b.md", 1, 1, "Title"));
    assertNotFound(corpus.verify("../a.md", 1, 1, "Title"));
  }

  private static void assertNotFound(Verification verification) {
    assertThat(verification).isInstanceOf(Verification.NotFound.class);
  }
}
