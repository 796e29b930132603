package dev.baton.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorpusTests {

  @TempDir Path temp;
  private Path root = Path.of("");

  @BeforeEach
  void createRoot() throws IOException {
    root = Files.createDirectory(temp.resolve("docs"));
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Corpus corpus() {
    return Corpus.of("docs", root);
  }

  private List<String> paths() {
    return corpus().snapshot().files().stream().map(CorpusFile::path).toList();
  }

  @Nested
  class WhenTheFolderIsListed {

    @Test
    void showsDocumentsAndSourcesInTheOrderOfTheirPaths() throws IOException {
      write("b.md", "b");
      write("a/z.java", "class Z {}");
      write("a/image.png", "no text");
      write("a/LICENSE", "no known ending");

      assertThat(paths()).containsExactly("a/z.java", "b.md");
    }

    @Test
    void leavesOutHiddenFilesAndWhatToolsHaveMade() throws IOException {
      write("a.md", "a");
      write(".secret.md", "x");
      write(".git/notes.md", "x");
      write("target/site.md", "x");
      write("web/node_modules/m/readme.md", "x");
      write("web/build/out.md", "x");

      assertThat(paths()).containsExactly("a.md");
    }

    @Test
    void doesNotFollowSymbolicLinks() throws IOException {
      write("a.md", "a");
      Path outside = Files.writeString(temp.resolve("outside.md"), "x");
      Files.createSymbolicLink(root.resolve("link.md"), outside);
      Files.createSymbolicLink(root.resolve("loop"), root);

      assertThat(paths()).containsExactly("a.md");
    }

    @Test
    void skipsFilesThatAreTooLargeAndSaysSo() throws IOException {
      write("a.md", "a");
      write("large.txt", "x".repeat(101));

      CorpusSnapshot snapshot =
          Corpus.of("docs", root, new CorpusLimits(10, 100, 1000, 100)).snapshot();

      assertThat(snapshot.files()).extracting(CorpusFile::path).containsExactly("a.md");
      assertThat(snapshot.skipped())
          .containsExactly(new SkippedFile("large.txt", "101 bytes (expected: <= 100)"));
    }

    @Test
    void skipsFilesThatItMayNotRead() throws IOException {
      write("a.md", "a");
      write("closed.md", "x");
      Path closed = root.resolve("closed.md");
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
      assumeThat(Files.isReadable(closed)).as("the user may read everything").isFalse();

      assertThat(corpus().snapshot().skipped())
          .containsExactly(new SkippedFile("closed.md", "not readable"));
    }

    @Test
    void refusesMoreFilesBytesOrEntriesThanItsBounds() throws IOException {
      write("a.md", "aaaa");
      write("b.md", "bbbb");

      assertRefused(new CorpusLimits(1, 100, 100, 100), "more than 1 searchable files");
      assertRefused(new CorpusLimits(9, 100, 7, 100), "more than 7 bytes");
      assertRefused(new CorpusLimits(9, 100, 100, 2), "more than 2 files and folders");
      assertThat(Corpus.of("docs", root, new CorpusLimits(2, 4, 8, 3)).snapshot().files())
          .hasSize(2);
    }

    private void assertRefused(CorpusLimits limits, String message) {
      assertThatExceptionOfType(CorpusException.class)
          .isThrownBy(() -> Corpus.of("docs", root, limits).snapshot())
          .withMessageContaining(message)
          .withMessageContaining(root.toString())
          .matches(e -> !e.retryable());
    }

    @Test
    void namesAnEmptyFolder() {
      assertThatExceptionOfType(CorpusException.class)
          .isThrownBy(() -> corpus().snapshot())
          .withMessageContaining("corpus docs")
          .withMessageContaining(root.toString())
          .withMessageContaining("no searchable file");
    }

    @Test
    void namesAMissingFolder() {
      assertThatExceptionOfType(CorpusException.class)
          .isThrownBy(() -> Corpus.of("docs", temp.resolve("nowhere")))
          .withMessageContaining("nowhere")
          .withMessageContaining("existing folder");
    }

    @Test
    void namesAFolderThatHasGone() throws IOException {
      Corpus corpus = corpus();
      Files.delete(root);

      assertThatExceptionOfType(CorpusException.class)
          .isThrownBy(corpus::snapshot)
          .withMessageContaining(root.toString());
    }

    @Test
    void changesItsDigestWithSizeTimeAndPathOnly() throws IOException {
      write("a.md", "a");
      String before = corpus().snapshot().digest();
      assertThat(corpus().snapshot().digest()).isEqualTo(before);

      Files.setLastModifiedTime(root.resolve("a.md"), FileTime.from(Instant.EPOCH));
      String touched = corpus().snapshot().digest();
      Files.move(root.resolve("a.md"), root.resolve("b.md"));

      assertThat(touched).isNotEqualTo(before);
      assertThat(corpus().snapshot().digest()).isNotEqualTo(touched);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Docs", "a b", "../x", "-a", "a_b"})
  void refusesMalformedNames(String name) {
    assertThatExceptionOfType(CorpusException.class)
        .isThrownBy(() -> Corpus.of(name, root))
        .withMessageContaining("lower-case letters, digits and hyphens");
  }

  @Nested
  class WhenLinesAreRead {

    @Test
    void givesTheLinesOfBothEnds() throws IOException {
      write("a.md", "one\ntwo\nthree\nfour\n");

      assertThat(corpus().lines("a.md", 2, 3)).containsExactly("two", "three");
      assertThat(corpus().lines("./a.md", 4, 99)).containsExactly("four");
    }

    @Test
    void understandsEveryLineEndAndByteOrderMark() throws IOException {
      write("a.md", "\uFEFFone\r\ntwo\rthree\nfour");

      assertThat(corpus().lines("a.md")).containsExactly("one", "two", "three", "four");
    }

    @Test
    void replacesBytesThatAreNoText() throws IOException {
      byte[] latin = "caf\u00e9 au lait".getBytes(StandardCharsets.ISO_8859_1);
      Files.write(root.resolve("a.txt"), latin);

      assertThat(corpus().lines("a.txt")).containsExactly("caf\uFFFD au lait");
    }

    @Test
    void hasNoLinesInAnEmptyFile() throws IOException {
      write("a.md", "");

      assertThat(corpus().lines("a.md")).isEmpty();
      assertThatExceptionOfType(CorpusException.class)
          .isThrownBy(() -> corpus().lines("a.md", 1, 1))
          .withMessageContaining("line 1 of 'a.md' (expected: <= 0)");
    }

    @Test
    void refusesBinaryFiles() throws IOException {
      Files.write(root.resolve("a.txt"), new byte[] {65, 0, 66});

      assertThatExceptionOfType(CorpusException.class)
          .isThrownBy(() -> corpus().lines("a.txt"))
          .withMessageContaining("'a.txt' (expected: text");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "../outside.md",
          "sub/../../outside.md",
          "sub/../a.md",
          "/etc/hosts",
          ".secret.md",
          ".git/notes.md",
          "target/x.md",
          "image.png",
          "missing.md",
          "sub",
          "",
          " ",
          ".",
          "a.md\u0000.md"
        })
    void refusesPathsThatAreNoFileOfTheCorpus(String path) throws IOException {
      write("a.md", "a");
      write(".secret.md", "x");
      write(".git/notes.md", "x");
      write("target/x.md", "x");
      write("image.png", "x");
      write("sub/b.md", "x");
      Files.writeString(temp.resolve("outside.md"), "x");

      assertThatExceptionOfType(CorpusException.class)
          .isThrownBy(() -> corpus().lines(path, 1, 1))
          .matches(e -> !e.retryable());
    }

    @Test
    void refusesLinksThatLeaveTheRootOrLeadToHiddenFiles() throws IOException {
      write("a.md", "fine");
      write(".secret.md", "x");
      Path outside = Files.createDirectory(temp.resolve("outside"));
      Files.writeString(outside.resolve("x.md"), "x");
      Files.createSymbolicLink(root.resolve("out.md"), outside.resolve("x.md"));
      Files.createSymbolicLink(root.resolve("folder"), outside);
      Files.createSymbolicLink(root.resolve("hidden.md"), root.resolve(".secret.md"));
      Files.createSymbolicLink(root.resolve("inside.md"), root.resolve("a.md"));

      for (String path : List.of("out.md", "folder/x.md", "hidden.md")) {
        assertThatExceptionOfType(CorpusException.class)
            .as(path)
            .isThrownBy(() -> corpus().lines(path, 1, 1))
            .withMessageContaining("inside the corpus");
      }
      assertThat(corpus().lines("inside.md")).containsExactly("fine");
    }

    @Test
    void refusesRangesThatAreNone() throws IOException {
      write("a.md", "a");

      for (int[] range : List.of(new int[] {0, 1}, new int[] {2, 1})) {
        assertThatExceptionOfType(CorpusException.class)
            .isThrownBy(() -> corpus().lines("a.md", range[0], range[1]))
            .withMessageContaining("1 <= from <= to");
      }
    }
  }
}
