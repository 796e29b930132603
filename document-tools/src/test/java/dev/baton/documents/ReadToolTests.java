package dev.baton.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.agent.failure.TaskFailureException;
import dev.baton.agent.json.Json;
import dev.baton.agent.json.JsonSchemaCheck;
import dev.baton.agent.tool.ToolException;
import dev.baton.agent.tool.ToolInvocation;
import dev.baton.documents.testing.Handbook;
import dev.baton.documents.testing.TestTasks;
import dev.baton.schemas.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadToolTests {

  @TempDir private Path folder = Path.of("");
  private DocumentLibrary library;

  @BeforeEach
  void copyTheHandbook() {
    library = Handbook.library(folder);
  }

  @Test
  void showsLinesWithTheirNumbersAndWhereItGoesOn() {
    JsonNode shown = read("tasks.md", 13, 14);

    assertThat(lines(shown))
        .containsExactly(
            "13: A lock lasts 15 seconds. A worker renews it every 5 seconds while it works.",
            "14: ");
    assertThat(shown.path("next").asInt()).isEqualTo(15);
  }

  @Test
  void saysWhereADocumentEnds() {
    assertThat(read("tasks.md", 22, 60).has("next")).isFalse();
    assertThatThrownBy(() -> read("tasks.md", 23, 60))
        .isInstanceOf(ToolException.class)
        .hasMessageContaining("line 23")
        .hasMessageContaining("<= 22");
  }

  @Test
  void showsNoMoreThanItsBounds() throws IOException {
    Files.writeString(
        folder.resolve("long.md"),
        IntStream.rangeClosed(1, 500)
            .mapToObj("line %d"::formatted)
            .collect(Collectors.joining("\n")));
    Files.writeString(folder.resolve("wide.md"), "x".repeat(50_000) + "\nsecond\n");

    JsonNode many = read("long.md", 1, 500);
    assertThat(lines(many)).hasSize(ReadTool.MAX_LINES);
    assertThat(many.path("next").asInt()).isEqualTo(ReadTool.MAX_LINES + 1);
    JsonNode wide = read("wide.md", 1, 2);
    assertThat(wide.toString().length()).isLessThan(ReadTool.MAX_CHARS + 200);
    assertThat(wide.path("next").asInt()).isEqualTo(2);
  }

  @Test
  void leadsToNoFileOutsideOfTheCorpus() throws IOException {
    Path outside = Files.createTempFile("outside", ".md");
    Files.writeString(outside, "secret");
    Files.createSymbolicLink(folder.resolve("link.md"), outside);
    Files.writeString(folder.resolve(".hidden.md"), "secret");

    for (String source :
        List.of(
            "../" + outside.getFileName(),
            outside.toString(),
            "link.md",
            ".hidden.md",
            "none.md")) {
      assertThatThrownBy(() -> read(source, 1, 2))
          .as(source)
          .isInstanceOf(ToolException.class)
          .hasMessageContaining("expected: ");
    }
    Files.delete(outside);
  }

  @Test
  void readsTheTasksOwnCorpusOnly() {
    Task task =
        TestTasks.task("researcher", "research", "goal")
            .setInputs(new HashMap<>(Map.of("corpus", "secret")))
            .build();

    assertThatThrownBy(() -> run(task, "tasks.md", 1, 2)).isInstanceOf(TaskFailureException.class);
    assertThat(
            JsonSchemaCheck.of(new ReadTool(library).spec().argumentsSchema())
                .complaint("{\"source\":\"a.md\",\"lineStart\":1,\"corpus\":\"secret\"}"))
        .isPresent();
  }

  private static List<String> lines(JsonNode shown) {
    return shown.path("lines").valueStream().map(JsonNode::asText).toList();
  }

  private JsonNode read(String source, int from, int to) {
    return run(TestTasks.task("researcher", "research", "goal").build(), source, from, to);
  }

  private JsonNode run(Task task, String source, int from, int to) {
    String arguments =
        Json.canonical(
            Json.object().put("source", source).put("lineStart", from).put("lineEnd", to));
    String output =
        new ReadTool(library)
            .run(new ToolInvocation(arguments, task, "key", task.getDeadline()))
            .text();
    return Json.readObject(output).orElseThrow();
  }
}
