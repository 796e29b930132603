package dev.baton.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PDF files: found, cited by page and line, bounded. */
class PdfDocumentsTests {

  @TempDir private Path root = Path.of("");

  @Test
  void findsASentenceAndCitesItByPageAndLine() throws IOException {
    report();
    Corpus corpus = Corpus.of("docs", root);
    PassageIndex index = PassageIndex.build(corpus);

    Passage passage = index.search("how long is the grain kept", 5, Filter.PROSE).getFirst();
    assertThat(passage.source()).isEqualTo("report.pdf#page=2");
    Sentence sentence =
        Sentences.of(passage).stream()
            .filter(one -> one.text().contains("ninety days"))
            .findFirst()
            .orElseThrow();
    assertThat(sentence.text())
        .isEqualTo("Grain is kept for ninety days before the silo is emptied.");

    assertThat(
            corpus.verify(
                passage.source(), sentence.lineStart(), sentence.lineEnd(), sentence.quote()))
        .isInstanceOf(Verification.Found.class);
    assertThat(corpus.lines(passage.source(), sentence.lineStart(), sentence.lineEnd()))
        .containsExactly(
            "Grain is kept for ninety days before the", "silo is emptied. Nothing else is stored.");
  }

  @Test
  void findsWordsThatMovedOnThePageAndNoneThatStandElsewhere() throws IOException {
    report();
    Corpus corpus = Corpus.of("docs", root);

    assertThat(corpus.verify("report.pdf#page=2", 9, 9, "kept for ninety days before the silo"))
        .isInstanceOf(Verification.Moved.class);
    assertThat(corpus.verify("report.pdf#page=1", 1, 9, "kept for ninety days before the silo"))
        .isInstanceOf(Verification.NotFound.class);
    assertThat(corpus.verify("report.pdf#page=7", 1, 1, "kept for ninety days"))
        .isInstanceOf(Verification.NotFound.class);
    assertThat(corpus.verify("report.pdf", 1, 1, "kept for ninety days"))
        .isInstanceOf(Verification.NotFound.class);
    assertThatThrownBy(() -> corpus.lines("../report.pdf#page=1"))
        .isInstanceOf(CorpusException.class);
  }

  @Test
  void readsAFileAnewWhenItHasChanged() throws IOException {
    report();
    Corpus corpus = Corpus.of("docs", root);
    assertThat(corpus.lines("report.pdf#page=1")).contains("The harvest of the year.");

    PdfFiles.write(
        root.resolve("report.pdf"), List.of(List.of("Everything is different in this one.")));
    assertThat(corpus.lines("report.pdf#page=1")).contains("Everything is different in this one.");
  }

  @Test
  void leavesOutWhatItCannotReadAndSaysWhy() throws IOException {
    report();
    PdfFiles.writeEncrypted(root.resolve("secret.pdf"), "Nobody reads this.");
    Files.writeString(root.resolve("broken.pdf"), "%PDF-1.7\nnothing that holds together");
    Files.writeString(root.resolve("other.pdf"), "Dear reader, this is no such file.");
    PdfFiles.write(root.resolve("scan.pdf"), List.of(List.of()));

    PassageIndex index = PassageIndex.build(Corpus.of("docs", root));

    assertThat(index.skipped())
        .extracting(SkippedFile::path)
        .containsExactlyInAnyOrder("secret.pdf", "broken.pdf", "other.pdf", "scan.pdf");
    assertThat(reason(index, "secret.pdf"))
        .contains("encrypted (expected: a file that opens without a password)");
    assertThat(reason(index, "broken.pdf")).contains("no PDF that can be read");
    assertThat(reason(index, "other.pdf")).contains("no PDF that can be read");
    assertThat(reason(index, "scan.pdf")).contains("no text");
    assertThat(index.search("harvest", 5, Filter.PROSE)).isNotEmpty();
  }

  @Test
  void spendsNoMoreOnAFileThanItsLimits() throws IOException {
    PdfFiles.writeBomb(root.resolve("blanks.pdf"), "", ' ', 800);
    PdfFiles.writeBomb(root.resolve("word.pdf"), "(", 'a', 400);
    PdfFiles.writeNested(root.resolve("nested.pdf"), 9);
    PdfFiles.write(
        root.resolve("long.pdf"), List.of(List.of("One."), List.of("Two."), List.of("Three.")));
    PdfLimits few = new PdfLimits(1 << 20, 2, 100, Duration.ofSeconds(2), 64L << 20);

    assertThat(Files.size(root.resolve("blanks.pdf"))).isLessThan(1 << 20);
    assertRefused(few, "blanks.pdf", "not read in time (expected: within PT2S)");
    assertRefused(few, "word.pdf", "unfolds to too much (expected: <= 67108864 bytes a page)");
    assertRefused(few, "nested.pdf", "(expected: "); // by time or by memory, whichever is first
    assertRefused(few, "long.pdf", "3 pages (expected: <= 2)");
    PdfFiles.write(root.resolve("wordy.pdf"), List.of(List.of("word ".repeat(30))));
    assertRefused(few, "wordy.pdf", "more than 100 characters (expected: fewer)");
  }

  @Test
  void dividesTheTimeForACorpusAmongItsFiles() throws IOException {
    report();
    Corpus corpus = Corpus.of("docs", root);

    assertThatThrownBy(() -> corpus.parts("report.pdf", Duration.ZERO))
        .isInstanceOf(CorpusException.class)
        .hasMessageContaining("not read in time");
  }

  private void assertRefused(PdfLimits limits, String path, String reason) {
    assertThatThrownBy(() -> new PdfReader(limits).read(path, root.resolve(path), limits.maxTime()))
        .as(path)
        .isInstanceOf(CorpusException.class)
        .hasMessageContaining(reason);
  }

  private static String reason(PassageIndex index, String path) {
    return index.skipped().stream()
        .filter(file -> file.path().equals(path))
        .findFirst()
        .orElseThrow()
        .reason();
  }

  private void report() throws IOException {
    PdfFiles.write(
        root.resolve("report.pdf"),
        List.of(
            List.of("The harvest of the year.", "", "It was a good one."),
            List.of(
                "Storage",
                "",
                "Grain is kept for ninety days before the",
                "silo is emptied. Nothing else is stored.")));
  }
}
