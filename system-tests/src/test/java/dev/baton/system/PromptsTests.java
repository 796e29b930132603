package dev.baton.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.agent.model.Prompt;
import dev.baton.agent.model.Prompts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every instruction that a model is given is a versioned resource. */
class PromptsTests {

  private static final Path ROOT = Path.of("..");

  /** Text that speaks to a model: "You …" at the beginning of a literal or of a text block. */
  private static final Pattern SPEAKS_TO_A_MODEL =
      Pattern.compile(
          "\"\"\"\\s*\\n\\s*You \\w|(?<!\")\"You (?:are|act|answer|write|look|find|plan|split|make|check)\\b");

  /** Where a model is asked, the instructions come from a resource or from the card. */
  private static final Pattern ASKS = Pattern.compile("new (?:LoopPrompt|ModelRequest)\\(");

  private static final Pattern READS = Pattern.compile("Prompts\\.read\\(\"([a-z-]+)\"\\)");

  /** The types themselves and what hands a request on. */
  private static final List<String> HAND_ON =
      List.of(
          "LoopPrompt.java",
          "ModelRequest.java",
          "BoundedAgentLoop.java",
          "SimulatedSpecialist.java");

  @Test
  void haveAVersionADigestAndANameOfTheirOwn() throws IOException {
    TreeSet<String> names = new TreeSet<>();
    for (Path file : files("/src/main/resources/prompts/", ".md")) {
      String name = file.getFileName().toString().replace(".md", "");
      assertThat(names.add(name)).as("%s stands in two modules", file).isTrue();
      Prompt prompt = Prompts.read(name);
      assertThat(prompt.version()).as(file.toString()).isPositive();
      assertThat(prompt.digest()).as(file.toString()).matches("[0-9a-f]{64}");
      assertThat(prompt.text()).as(file.toString()).doesNotContain("version:");
    }
    assertThat(names)
        .contains(
            "answer",
            "card",
            "code",
            "critique",
            "decompose",
            "draft",
            "merge",
            "plan",
            "research",
            "route");
  }

  @Test
  void areReadWhereverAModelIsAsked() throws IOException {
    TreeSet<String> read = new TreeSet<>();
    for (Path file : files("/src/main/java/", ".java")) {
      String code = Files.readString(file);
      READS.matcher(code).results().forEach(found -> read.add(found.group(1)));
      if (ASKS.matcher(code).find() && !HAND_ON.contains(file.getFileName().toString())) {
        assertThat(code).as("%s asks a model", file).containsPattern(READS);
      }
    }
    assertThat(read)
        .as("each resource is used, each use has a resource")
        .isEqualTo(
            new TreeSet<>(
                files("/src/main/resources/prompts/", ".md").stream()
                    .map(file -> file.getFileName().toString().replace(".md", ""))
                    .toList()));
  }

  @Test
  void areNoConstantsInCode() throws IOException {
    for (Path file : files("/src/main/java/", ".java")) {
      assertThat(Files.readString(file))
          .as("%s (put the text into src/main/resources/prompts)", file)
          .doesNotContainPattern(SPEAKS_TO_A_MODEL);
    }
  }

  private static List<Path> files(String below, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().contains(below) && file.toString().endsWith(ending))
          .sorted()
          .toList();
    }
  }
}
