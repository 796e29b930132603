package dev.baton.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PassageIndexTests {

  @TempDir Path root;

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private PassageIndex index() {
    return PassageIndex.build(Corpus.of("docs", root));
  }

  @Test
  void givesTheLinesTheHeadingsAndTheDigestOfAPassage() throws IOException {
    write("guide/a.md", "# Guide\n\n## Disks\n\nThe disk must\nbe *fast*.\n\nOther.\n");

    List<Passage> passages = index().search("fast disks", 5, Filter.ALL);

    Passage first = passages.getFirst();
    assertThat(first)
        .isEqualTo(
            new Passage(
                "docs",
                "guide/a.md",
                5,
                6,
                PassageKind.PROSE,
                "The disk must\nbe *fast*.",
                List.of("Guide", "Disks"),
                first.score(),
                Digests.sha256("The disk must\nbe *fast*.")));
    assertThat(first.score()).isPositive();
  }

  @Test
  void findsAPassageByTheHeadingAboveIt() throws IOException {
    write("a.md", "# Backup\n\nCopy the folder.\n\n# Restart\n\nPress the button.\n");

    assertThat(index().search("how to restart?", 5, Filter.ALL))
        .extracting(Passage::text)
        .containsExactly("Press the button.");
  }

  @Test
  void knowsTheLineThatIntroducesAListAndTheTitlesOfATable() throws IOException {
    write(
        "a.md",
        """
        # Rules

        Before it ends, a **worker** must:

        - write the result
        - free the lock

        | Role | Duty |
        |---|---|
        | cook | soup |
        """);

    assertThat(index().search("lock", 1, Filter.ALL).getFirst().headings())
        .containsExactly("Rules", "Before it ends, a worker must:");
    Passage row = index().search("soup", 1, Filter.ALL).getFirst();
    assertThat(row.kind()).isEqualTo(PassageKind.TABLE_ROW);
    assertThat(row.headings()).containsExactly("Rules", "Role | Duty");
  }

  @Test
  void tellsProseFromCode() throws IOException {
    write("a.md", "The retry is bounded.\n\n```java\nint retry = 3;\n```\n");
    write("B.java", "class B {\n  int retryCount;\n}\n");

    assertThat(index().search("retry", 9, Filter.PROSE))
        .extracting(Passage::text)
        .containsExactly("The retry is bounded.");
    assertThat(index().search("retry", 9, Filter.CODE))
        .extracting(Passage::source)
        .containsExactlyInAnyOrder("a.md", "B.java");
    assertThat(index().search("retry", 9, Filter.ALL)).hasSize(3);
  }

  @Test
  void splitsIdentifiersAndStemsWords() throws IOException {
    write("A.java", "int maxPollRecords;\n");
    write("b.py", "share_group_lock = 1\n");
    write("c.md", "Workers are acknowledging `maxPollRecords` tasks.\n");

    assertThat(index().search("poll records", 9, Filter.CODE))
        .extracting(Passage::source)
        .containsExactly("A.java");
    assertThat(index().search("what locks a group?", 9, Filter.CODE))
        .extracting(Passage::source)
        .containsExactly("b.py");
    assertThat(index().search("maxpollrecords", 9, Filter.ALL)).hasSize(2);
    assertThat(index().search("acknowledgement", 9, Filter.PROSE)).hasSize(1);
  }

  @Test
  void takesNothingInAQueryForSyntax() throws IOException {
    write("a.md", "A plain sentence about cats.\n");
    PassageIndex index = index();

    for (String hostile :
        List.of(
            "cats AND (",
            "source:cats",
            "\"cats",
            "cats~9999 OR *:*",
            "/.*/ cats",
            "+cats -plain")) {
      assertThat(index.search(hostile, 9, Filter.ALL)).as(hostile).hasSize(1);
    }
    for (String empty : List.of("", "   ", "*:*", "???", "\u0000", "kind:CODE")) {
      assertThat(index.search(empty, 9, Filter.ALL)).as(empty).isEmpty();
    }
    assertThat(index.search("cats ".repeat(100_000), 9, Filter.ALL)).hasSize(1);
  }

  @Test
  void ordersEqualPassagesBySourceAndLine() throws IOException {
    for (String path : List.of("c.md", "a.md", "b/z.md", "b/a.md")) {
      write(path, "Same words here.\n\nSame words here.\n");
    }
    write("d.md", "Something else altogether.\n");
    PassageIndex index = index();

    List<Passage> passages = index.search("same words", 200, Filter.ALL);

    assertThat(passages)
        .extracting(passage -> passage.source() + ":" + passage.lineStart())
        .containsExactly(
            "a.md:1", "a.md:3", "b/a.md:1", "b/a.md:3", "b/z.md:1", "b/z.md:3", "c.md:1", "c.md:3");
    assertThat(index.search("same words", 3, Filter.ALL)).isEqualTo(passages.subList(0, 3));
    assertThat(index().search("same words", 200, Filter.ALL)).isEqualTo(passages);
  }

  @Test
  void boundsTheLengthOfPassages() throws IOException {
    write("long.md", "word word\n".repeat(100));
    write("line.json", "{\"word\": \"" + "x ".repeat(20_000) + "\"}");
    write("Long.java", "class Long {\n" + "  int word;\n".repeat(100) + "}\n");

    assertThat(index().search("word", 200, Filter.ALL))
        .hasSizeGreaterThanOrEqualTo(7)
        .allSatisfy(passage -> {
          assertThat(passage.lineEnd() - passage.lineStart()).isBetween(0, 39);
          assertThat(passage.text()).hasSizeLessThanOrEqualTo(8_000);
        });
  }

  @Test
  void goesOnWithoutFilesThatAreNoTextAndSaysSo() throws IOException {
    write("a.md", "A sentence about cats.\n");
    write("empty.md", "");
    Files.write(root.resolve("b.txt"), new byte[] {'c', 'a', 't', 's', 0});
    PassageIndex index = index();

    assertThat(index.search("cats", 9, Filter.ALL)).hasSize(1);
    assertThat(index.passages()).isEqualTo(1);
    assertThat(index.skipped()).extracting(SkippedFile::path).containsExactly("b.txt");
  }

  @Test
  void keepsTheDeclarationThatEnclosesAPieceOfCode() throws IOException {
    write(
        "A.java",
        "package a;\n\npublic final class Counter\n    implements Runnable {\n"
            + "  void step() {\n    count++;\n  }\n\n".repeat(5)
            + "  void reset() {\n    count = zero;\n  }\n}\n");

    assertThat(index().search("reset zero", 1, Filter.CODE).getFirst().headings())
        .containsExactly("public final class Counter");
  }

  @Test
  void refusesLimitsOutOfBounds() throws IOException {
    write("a.md", "a");
    PassageIndex index = index();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> index.search("a", 0, Filter.ALL))
        .withMessage("limit: 0 (expected: 1 to 200)");
    assertThatIllegalArgumentException().isThrownBy(() -> index.search("a", 201, Filter.ALL));
  }
}
