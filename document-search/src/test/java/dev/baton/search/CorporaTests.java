package dev.baton.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorporaTests {

  @TempDir Path temp;

  private Path folder(String name) throws IOException {
    return Files.createDirectory(temp.resolve(name)).toRealPath();
  }

  private Path file(String text) throws IOException {
    Path file = Files.writeString(temp.resolve("corpora.properties"), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    return file;
  }

  @Test
  void resolvesConfiguredNames() throws IOException {
    Path docs = folder("docs");

    assertThat(Corpora.of(Map.of("docs", docs)).corpus("docs").root()).isEqualTo(docs);
  }

  @Test
  void resolvesNamesThatAreAddedToTheFileLater() throws IOException {
    Path added = folder("added");
    Corpora corpora =
        Corpora.of(Map.of("docs", folder("docs")), temp.resolve("corpora.properties"));
    assertThatExceptionOfType(CorpusException.class).isThrownBy(() -> corpora.corpus("more"));

    file("more=" + added + "\nrelative=added\n");

    assertThat(corpora.corpus("more").root()).isEqualTo(added);
    assertThat(corpora.corpus("relative").root()).isEqualTo(added);
  }

  @Test
  void letsConfigurationWinOverTheFile() throws IOException {
    Path docs = folder("docs");
    Path other = folder("other");

    assertThat(Corpora.of(Map.of("docs", docs), file("docs=" + other)).corpus("docs").root())
        .isEqualTo(docs);
  }

  @Test
  void listsTheKnownNamesWhenOneIsUnknown() throws IOException {
    Corpora corpora = Corpora.of(Map.of("docs", folder("docs")), file("more=x\nabc=y\n"));

    assertThatExceptionOfType(CorpusException.class)
        .isThrownBy(() -> corpora.corpus("/etc"))
        .withMessage("corpus: '/etc' (expected: one of abc, docs, more)")
        .matches(e -> !e.retryable());
    assertThatExceptionOfType(CorpusException.class)
        .isThrownBy(() -> Corpora.of(Map.of()).corpus("docs"))
        .withMessageContaining("none is configured");
  }

  @Test
  void namesAFolderThatIsMissing() throws IOException {
    Corpora corpora = Corpora.of(Map.of(), file("docs=nowhere"));

    assertThatExceptionOfType(CorpusException.class)
        .isThrownBy(() -> corpora.corpus("docs"))
        .withMessageContaining("nowhere (expected: an existing folder)");
  }

  @Test
  void refusesAFileThatEverybodyCanWrite() throws IOException {
    Path file = file("docs=docs");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

    assertThatExceptionOfType(CorpusException.class)
        .isThrownBy(() -> Corpora.of(Map.of(), file).corpus("docs"))
        .withMessageContaining("writable by everybody");
  }

  @Test
  void refusesAFileThatIsMalformedOrHuge() throws IOException {
    assertThatExceptionOfType(CorpusException.class)
        .isThrownBy(() -> Corpora.of(Map.of(), file("docs=\\u00zz")).corpus("docs"))
        .withMessageContaining("expected: lines name=folder");
    assertThatExceptionOfType(CorpusException.class)
        .isThrownBy(() -> Corpora.of(Map.of(), file("#" + "x".repeat(1 << 20))).corpus("docs"))
        .withMessageContaining("expected: <= 1048576");
  }
}
