package dev.baton.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorFileTests {

  @TempDir private Path folder;
  private final List<String> asked = new ArrayList<>();

  /** Remembers what it was asked; a text's vector is its length, twice. */
  private final class Lengths implements SentenceEmbedder {
    private final String model;

    Lengths(String model) {
      this.model = model;
    }

    @Override
    public String model() {
      return model;
    }

    @Override
    public List<float[]> embed(List<String> texts) {
      asked.addAll(texts);
      return texts.stream().map(text -> new float[] {text.length(), -text.length()}).toList();
    }
  }

  private Path file() {
    return folder.resolve("deep").resolve("vectors");
  }

  private List<float[]> embed(String... texts) {
    return new VectorFile(new Lengths("one"), file()).embed(List.of(texts));
  }

  @Test
  void embedsNothingTwiceOverARestart() {
    embed("a", "bb", "a");
    List<float[]> vectors = embed("bb", "ccc", "a");

    assertThat(asked).containsExactly("a", "bb", "ccc");
    assertThat(vectors)
        .containsExactly(new float[] {2, -2}, new float[] {3, -3}, new float[] {1, -1});
  }

  @Test
  void keepsWhatWasAskedLastAndNoText() throws IOException {
    embed("secret words", "bb");
    embed("bb", "ccc");
    asked.clear();

    embed("secret words");

    assertThat(asked).containsExactly("secret words");
    assertThat(new String(Files.readAllBytes(file()), StandardCharsets.ISO_8859_1))
        .doesNotContain("secret");
  }

  @Test
  void anotherModelsVectorsAreNotUsed() {
    embed("a");
    new VectorFile(new Lengths("two"), file()).embed(List.of("a"));

    assertThat(asked).containsExactly("a", "a");
  }

  @Test
  void aFileThatIsDamagedAnywhereIsAsGoodAsNone() throws IOException {
    embed("a", "bb");
    byte[] whole = Files.readAllBytes(file());
    for (int cut = 0; cut < whole.length; cut++) {
      asked.clear();
      Files.write(file(), Arrays.copyOf(whole, cut));
      assertThat(embed("a", "bb").getFirst()).as("cut at %d", cut).containsExactly(1, -1);
      assertThat(asked).as("cut at %d", cut).hasSize(2);

      asked.clear();
      byte[] flipped = whole.clone();
      flipped[cut] ^= 1;
      Files.write(file(), flipped);
      assertThat(embed("a", "bb").getFirst()).as("flipped at %d", cut).containsExactly(1, -1);
    }
  }

  @Test
  void aFileThatCannotBeWrittenChangesNothingElse() throws IOException {
    Files.createDirectories(file());

    assertThat(embed("a").getFirst()).containsExactly(1, -1);
  }
}
