package dev.baton.cli.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.cli.failure.CommandFailure;
import dev.baton.cli.failure.ExitCodes;
import dev.baton.search.Corpora;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentFoldersTests {

  @TempDir private Path folder = Path.of("");

  @Test
  void opensAFolderUnderANameThatTheWorkersFind() throws IOException {
    Path docs = docs("My Docs (2)");
    StateFolder state = new StateFolder(folder.resolve("state")).prepared();

    String name = new DocumentFolders(state).register(DocumentFolders.checked(docs));

    assertThat(name).matches("my-docs-2-[0-9a-f]{8}");
    assertThat(Corpora.of(Map.of(), state.corporaFile()).corpus(name).root())
        .isEqualTo(docs.toRealPath());
  }

  @Test
  void givesFoldersOfTheSameNameDifferentNames() throws IOException {
    assertThat(DocumentFolders.nameOf(Path.of("/a/docs")))
        .isNotEqualTo(DocumentFolders.nameOf(Path.of("/b/docs")));
    assertThat(DocumentFolders.nameOf(Path.of("/"))).matches("docs-[0-9a-f]{8}");
    assertThat(DocumentFolders.nameOf(Path.of("/" + "x".repeat(200)))).hasSizeLessThanOrEqualTo(40);
  }

  @Test
  void losesNoFolderWhenManyAreOpenedAtOnce() throws IOException {
    StateFolder state = new StateFolder(folder.resolve("state")).prepared();
    List<Path> many = IntStream.range(0, 20).mapToObj(i -> Path.of("/docs-" + i)).toList();

    many.forEach(new DocumentFolders(state)::register);

    assertThat(Corpora.of(Map.of(), state.corporaFile()).folders()).hasSize(many.size());
  }

  @Test
  void refusesWhatHoldsNoDocuments() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    Path file = Files.writeString(folder.resolve("file.md"), "text");

    refuses(folder.resolve("nowhere"), "nowhere (expected: an existing folder)");
    refuses(file, "file.md is a file (expected: a folder)");
    refuses(empty, "has no searchable file");
  }

  private static void refuses(Path docs, String message) {
    assertThatThrownBy(() -> DocumentFolders.checked(docs))
        .isInstanceOfSatisfying(
            CommandFailure.class,
            failure -> assertThat(failure.exitCode()).isEqualTo(ExitCodes.USAGE))
        .hasMessageStartingWith("--docs: ")
        .hasMessageContaining(message);
  }

  private Path docs(String name) throws IOException {
    Path docs = Files.createDirectories(folder.resolve(name));
    Files.writeString(docs.resolve("a.md"), "# Title\n\nText.\n");
    return docs;
  }
}
