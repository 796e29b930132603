package dev.baton.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.agent.failure.TaskFailureException;
import dev.baton.agent.json.JsonSchemaCheck;
import dev.baton.agent.tool.ToolException;
import dev.baton.agent.tool.ToolInvocation;
import dev.baton.documents.testing.Handbook;
import dev.baton.documents.testing.TestTasks;
import dev.baton.schemas.FailureClass;
import dev.baton.schemas.Task;
import dev.baton.search.Passage;
import dev.baton.search.PassageKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchToolTests {

  @TempDir Path folder;
  private DocumentLibrary library;

  @BeforeEach
  void copyTheHandbook() {
    library = Handbook.library(folder);
  }

  @Test
  void givesPassagesThatCanBeReadBackWhole() {
    String output = search("{\"query\":\"acknowledges a task\",\"limit\":3}", Map.of());

    assertThat(PassageJson.read(output))
        .isEqualTo(
            library.search("default", "acknowledges a task", 3, dev.baton.search.Filter.PROSE));
  }

  @Test
  void namesTheFilesThatCannotBeSearched() throws IOException {
    Files.writeString(folder.resolve("torn.pdf"), "%PDF-1.7\nand no more");

    String output = search("{\"query\":\"acknowledges a task\"}", Map.of());

    assertThat(PassageJson.read(output)).isNotEmpty();
    assertThat(output)
        .contains("\"unreadable\":1", "\"path\":\"torn.pdf\"", "no PDF that can be read");
  }

  @Test
  void findsNothingForAnotherLanguage() {
    assertThat(PassageJson.read(search("{\"query\":\"Kartoffelsalat\"}", Map.of()))).isEmpty();
  }

  @Test
  void refusesACorpusThatTheOperatorHasNotConfigured() {
    assertThatThrownBy(() -> search("{\"query\":\"task\"}", Map.of("corpus", "../../etc")))
        .isInstanceOfSatisfying(
            TaskFailureException.class,
            e -> assertThat(e.failureClass()).isEqualTo(FailureClass.PERMANENT))
        .hasMessageContaining("../../etc")
        .hasMessageContaining("one of default");
  }

  @Test
  void refusesABlankQuery() {
    assertThatThrownBy(() -> search("{\"query\":\"  \"}", Map.of()))
        .isInstanceOf(ToolException.class)
        .hasMessageContaining("query");
  }

  @Test
  void describesItsArgumentsAsASchema() {
    JsonSchemaCheck check =
        JsonSchemaCheck.of(SearchTool.overProse(library).spec().argumentsSchema());

    assertThat(check.complaint(SearchTool.arguments("words"))).isEmpty();
    assertThat(check.complaint("{\"query\":\"words\",\"path\":\"/etc\"}")).isPresent();
    assertThat(check.complaint("{\"query\":\"words\",\"limit\":51}")).isPresent();
  }

  @Test
  void leavesOutWholePassagesRatherThanCuttingOne() {
    List<Passage> many =
        IntStream.range(0, 100)
            .mapToObj(i ->
                new Passage(
                    "default",
                    "a.md",
                    i + 1,
                    i + 1,
                    PassageKind.PROSE,
                    "x".repeat(3_000),
                    List.of(),
                    1,
                    ""))
            .toList();

    String output = PassageJson.write(many, List.of(), false);

    assertThat(output.length()).isLessThan(100 * 1024);
    assertThat(PassageJson.read(output))
        .hasSizeBetween(20, 40)
        .isEqualTo(many.subList(0, PassageJson.read(output).size()));
    assertThat(output).contains("\"leftOut\":" + (100 - PassageJson.read(output).size()));
  }

  @Test
  void readsNoPassagesFromARefusal() {
    assertThat(PassageJson.read("error: query: blank")).isEmpty();
  }

  private String search(String arguments, Map<String, String> inputs) {
    Task task =
        TestTasks.task("researcher", "research", "goal")
            .setInputs(new java.util.HashMap<>(inputs))
            .build();
    return SearchTool.overProse(library)
        .run(new ToolInvocation(arguments, task, "key", task.getDeadline()))
        .text();
  }
}
