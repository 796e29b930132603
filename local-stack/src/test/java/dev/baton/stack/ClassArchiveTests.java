package dev.baton.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTests {
  @TempDir Path folder;
  private StackFiles files;
  private StateFolder state;

  @BeforeEach
  void buildAStack() throws IOException {
    Path library = Files.createDirectories(folder.resolve("stack/kafka/lib"));
    Files.createFile(library.resolve("kafka_2.13-1.jar"));
    Files.createFile(library.resolve("kafka-clients-1.jar"));
    Files.createDirectories(folder.resolve("stack/registry"));
    Files.createFile(folder.resolve("stack/registry/quarkus-run.jar"));
    files = StackFiles.at(folder.resolve("stack"));
    state = StateFolder.open(folder.resolve("state"));
  }

  @AfterEach
  void giveUpTheFolder() {
    state.close();
  }

  @Test
  void isMadeByTheFirstOrderlyEndAndUsedFromThenOn() throws IOException {
    assertThat(archive("-Xmx1g").options()).containsExactly("-XX:ArchiveClassesAtExit=" + draft());

    runOnce("classes");

    assertThat(archive("-Xmx1g").options()).containsExactly("-XX:SharedArchiveFile=" + published());
    assertThat(draft()).doesNotExist();
  }

  @Test
  void isMadeAgainForOtherOptionsOrJarsAndReplacesTheOldOne() throws IOException {
    runOnce("classes");
    Path former = published();

    assertThat(archive("-Xmx2g").options()).containsExactly("-XX:ArchiveClassesAtExit=" + draft());
    Files.writeString(files.kafkaLibrary().resolve("kafka-clients-1.jar"), "changed");
    assertThat(archive("-Xmx1g").options()).containsExactly("-XX:ArchiveClassesAtExit=" + draft());

    runOnce("other classes");
    assertThat(published()).isNotEqualTo(former).hasContent("other classes");
  }

  @Test
  void forgetsWhatAKilledChildLeft() throws IOException {
    Files.writeString(draft(), "half");

    assertThat(archive("-Xmx1g").options()).hasSize(1);

    assertThat(draft()).doesNotExist();
  }

  /** What a child and its parent do from start to orderly end. */
  private void runOnce(String classes) throws IOException {
    ClassArchive archive = archive("-Xmx1g");
    archive.options();
    Files.writeString(draft(), classes);
    archive.publish();
  }

  private ClassArchive archive(String option) {
    ChildSpec spec = new ChildSpec("broker", List.of(option), List.of("-version"), "log");
    return ClassArchive.of(spec, files, List.of(files.kafkaLibrary()), state);
  }

  private Path draft() {
    return state.file("classes.jsa");
  }

  /** The one archive there is. */
  private Path published() throws IOException {
    try (var archives = Files.list(files.archives())) {
      List<Path> all = archives.toList();
      assertThat(all).hasSize(1);
      return all.getFirst();
    }
  }
}
