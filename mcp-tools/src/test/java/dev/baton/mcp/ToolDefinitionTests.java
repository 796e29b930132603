package dev.baton.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.agent.json.Json;
import dev.baton.agent.json.JsonSchemaCheck;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToolDefinitionTests {

  @Test
  void hasADigestOfEverythingThatTheServerSaid() {
    ToolDefinition one = definition("{\"name\":\"a\",\"annotations\":{\"readOnlyHint\":true}}");
    ToolDefinition other = definition("{\"name\":\"a\",\"annotations\":{\"readOnlyHint\":false}}");

    assertThat(one.digest()).isNotEqualTo(other.digest());
    assertThat(new PinnedTools(List.of(one)).changed(one)).isEmpty();
  }

  @Test
  void takesRegularExpressionsOfStrangersOutOfTheCheck() {
    ToolDefinition definition =
        definition(
            """
            {"name": "find", "inputSchema": {"$schema": "http://json-schema.org/draft-07/schema#",
              "type": "object", "required": ["pattern"],
              "properties": {"pattern": {"type": "string", "pattern": "^(a+)+$"}}}}
            """);

    JsonSchemaCheck check = JsonSchemaCheck.of(definition.argumentsSchema());
    assertThat(check.complaint("{\"pattern\":\"" + "a".repeat(60) + "!\"}")).isEmpty();
    assertThat(check.complaint("{\"pattern\":1}")).isPresent();
    assertThat(check.complaint("{}")).isPresent();
    assertThat(definition.unusable()).isEmpty();
  }

  @Test
  void leavesOutToolsThatNoModelCanBeOffered() {
    String long_ = "x".repeat(ToolDefinition.MAX_SCHEMA_CHARS);
    PinnedTools pinned =
        new PinnedTools(
            List.of(
                definition("{\"name\":\"good\",\"inputSchema\":{\"type\":\"object\"}}"),
                definition("{\"name\":\"twice\"}"),
                definition("{\"name\":\"twice\"}"),
                definition(
                    "{\"name\":\"long\",\"inputSchema\":{\"description\":\"" + long_ + "\"}}")));

    assertThat(pinned.tools()).containsOnlyKeys("good");
    assertThat(pinned.unusable())
        .containsEntry("twice", "listed twice")
        .hasEntrySatisfying("long", why -> assertThat(why).contains("expected: at most 32768"));
  }

  @Test
  void givesEveryToolANameThatProvidersTake() {
    assertThat(ModelNames.of("files", "read_text_file")).isEqualTo("mcp__files__read_text_file");
    assertThat(
            List.of(
                ModelNames.of("s", "a.b"),
                ModelNames.of("s", "a/b"),
                ModelNames.of("s", "a_b"),
                ModelNames.of("s", "n".repeat(100)),
                ModelNames.of("s", "n".repeat(101))))
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[A-Za-z0-9_-]{1,64}"));
  }

  @Test
  void waitsLongerAfterEachFailureButNeverLongerThanTheMost() {
    assertThat(List.of(1, 2, 3, 7, 1_000_000).stream().map(Backoff.DEFAULT::after))
        .extracting(java.time.Duration::toSeconds)
        .containsExactly(1L, 2L, 4L, 60L, 60L);
  }

  private static ToolDefinition definition(String json) {
    return ToolDefinition.of(Json.readObject(json).orElseThrow());
  }
}
