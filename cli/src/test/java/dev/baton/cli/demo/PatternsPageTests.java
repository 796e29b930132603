package dev.baton.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.cli.definition.KnownNames;
import dev.baton.cli.drawing.MermaidDrawing;
import dev.baton.core.workflow.Catalog;
import dev.baton.core.workflow.Reading;
import dev.baton.core.workflow.WorkflowParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/patterns.md shows what baton demo runs. */
class PatternsPageTests {

  private static final Path PAGE = Path.of("..", "docs", "patterns.md");

  @Test
  void showsExactlyTheFilesThatTheDemosRun() throws IOException {
    Stream<String> run = Arrays.stream(Demo.values()).flatMap(demo -> demo.definitions().stream());

    assertThat(blocks("yaml")).containsExactlyElementsOf(run.toList());
  }

  @Test
  void showsThePictureOfEachUnderItsCommand() throws IOException {
    List<String> pictures =
        Arrays.stream(Demo.values())
            .map(demo -> MermaidDrawing.of(WorkflowParser.parse(demo.definitions().getLast())))
            .toList();

    assertThat(blocks("mermaid")).containsExactlyElementsOf(pictures);
    assertThat(matches("(?m)^`\\./baton demo (\\S+)`$"))
        .containsExactlyElementsOf(Arrays.stream(Demo.values()).map(Demo::word).toList());
  }

  @Test
  void everyDemoIsAWorkflowOfItsNameForTheBundledAgents() {
    Catalog bundled = new KnownNames().withBundled().catalog();
    for (Demo demo : Demo.values()) {
      for (String definition : demo.definitions()) {
        Reading reading = WorkflowParser.read(definition, bundled);
        assertThat(reading.problems()).as(demo.word()).isEmpty();
      }
      assertThat(WorkflowParser.parse(demo.definitions().getLast()).name())
          .isEqualTo(demo.workflow());
    }
  }

  private static List<String> blocks(String language) throws IOException {
    return matches("(?s)```" + language + "\n(.*?)```");
  }

  private static List<String> matches(String pattern) throws IOException {
    return Pattern.compile(pattern)
        .matcher(Files.readString(PAGE))
        .results()
        .map(match -> match.group(1))
        .toList();
  }
}
