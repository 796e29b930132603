package dev.baton.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.cli.BatonCommand;
import dev.baton.provider.testing.ProviderStub;
import dev.baton.provider.testing.StubRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code baton ask} with nothing but a provider's two variables set, as docs/agents.md says. */
class ProviderAskTests {

  private static final int LIMIT_SECONDS = 120;
  private static final String QUESTION =
      "When is a copy released, and what happens if the link breaks in the middle of a copy?";
  private static final Path DOCS = Path.of("..", "cli", "src", "test", "resources", "docs");

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @MethodSource
  void answersWithTheProvidersModelAndStillChecksEveryCitation(String provider) throws Exception {
    try (ProviderStub stub = ProviderStub.start(ProviderBrain::answer)) {
      // Anthropic's and Gemini's clients add the version to the address.
      String url = (provider.equals("OPENAI") ? stub.openAi() : stub.anthropic()).toString();

      String key = (provider.equals("GEMINI") ? "GOOGLE" : provider) + "_API_KEY";
      Map<String, String> variables = new HashMap<>();
      variables.put(key, "sk-test");
      variables.put(provider + "_BASE_URL", url);
      if (provider.equals("OPENAI")) {
        // What is spoken with OpenAI itself, where nothing but the key is set.
        variables.put("BATON_PROVIDERS_OPENAI_PROTOCOL", "openai-responses");
      }
      JsonNode answer = ask(variables);

      holds(answer, stub);
    }
  }

  /** Each starts a whole stack; all but the first one in the long run only. */
  private static List<String> answersWithTheProvidersModelAndStillChecksEveryCitation() {
    return Boolean.getBoolean("baton.long")
        ? List.of("OPENAI", "ANTHROPIC", "GEMINI")
        : List.of("OPENAI");
  }

  @Test
  void hasTheDraftJudgedByAnotherModelThanItsWritersWhereATierHasTwo() throws Exception {
    String both = "openai:gpt-4.1-mini,anthropic:claude-haiku-5-5";
    try (ProviderStub stub = ProviderStub.start(ProviderBrain::answer)) {
      JsonNode answer =
          ask(
              Map.of(
                  "OPENAI_API_KEY",
                  "sk-test",
                  "OPENAI_BASE_URL",
                  stub.openAi().toString(),
                  "ANTHROPIC_API_KEY",
                  "sk-test",
                  "ANTHROPIC_BASE_URL",
                  stub.anthropic().toString(),
                  "BATON_MODELS_SMART",
                  both,
                  "BATON_MODELS_FAST",
                  both,
                  "BATON_PRICES",
                  "gpt-4.1-mini=1/2,claude-haiku-5-5=10/20"));

      holds(answer, stub);
      assertThat(models(stub, ProviderBrain.WRITES)).containsOnly("gpt-4.1-mini");
      assertThat(models(stub, ProviderBrain.JUDGES)).containsOnly("claude-haiku-5-5");
      long judged = models(stub, ProviderBrain.JUDGES).size();
      // Each call has 100 tokens in and 10 out.
      assertThat(cost(answer)).isEqualTo(judged * 1_200 + (stub.requests().size() - judged) * 120);
      assertThat(answer.at("/usage/models").toString())
          .isEqualTo("[\"claude-haiku-5-5\",\"gpt-4.1-mini\"]");
    }
  }

  private static void holds(JsonNode answer, ProviderStub stub) {
    assertThat(answer.path("status").asText()).as(answer.toString()).isEqualTo("COMPLETE");
    assertThat(answer.path("extractive").asBoolean()).isFalse();
    assertThat(answer.path("answer").asText())
        .contains("confirmed its checksum")
        .contains("resumes at the first block")
        .doesNotContain(ProviderBrain.INVENTED);
    assertThat(answer.path("citations")).isNotEmpty();
    for (String part :
        List.of(
            ProviderBrain.SPLITS,
            ProviderBrain.RESEARCHES,
            ProviderBrain.WRITES,
            ProviderBrain.JUDGES)) {
      assertThat(models(stub, part)).as(part).isNotEmpty();
    }
    assertThat(models(stub, ProviderBrain.JUDGES))
        .as("who judges has not written")
        .doesNotContainAnyElementsOf(models(stub, ProviderBrain.WRITES));
    assertThat(paidCalls(answer)).isEqualTo(stub.requests().size());
    assertThat(cost(answer)).isPositive();
    assertThat(answer.toString()).doesNotContain("sk-test");
  }

  private static List<String> models(ProviderStub stub, String instructions) {
    return stub.requests().stream()
        .filter(request -> request.system().startsWith(instructions))
        .map(StubRequest::model)
        .toList();
  }

  private JsonNode ask(Map<String, String> variables) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(
        List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    command.add("-Dbaton.home=" + Path.of("..").toRealPath());
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
    command.add(BatonCommand.class.getName());
    command.addAll(List.of("ask", QUESTION, "--docs", DOCS.toString(), "--json"));
    command.addAll(List.of("--state", folder.toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(Path.of("target", "ask-err.txt").toFile());
    builder.environment().putAll(variables);
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as(printed).isTrue();
    assertThat(process.exitValue()).withFailMessage(printed).isZero();
    return new ObjectMapper().readTree(printed);
  }

  private static long paidCalls(JsonNode answer) {
    long calls = 0;
    for (JsonNode step : answer.path("steps")) {
      calls += step.at("/usage/modelCalls").asLong();
    }
    return calls;
  }

  private static long cost(JsonNode answer) {
    long micros = 0;
    for (JsonNode step : answer.path("steps")) {
      micros += step.at("/usage/costMicros").asLong();
    }
    return micros;
  }
}
