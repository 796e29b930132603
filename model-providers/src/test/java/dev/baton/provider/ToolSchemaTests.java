package dev.baton.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.agent.json.Json;
import dev.baton.agent.model.AccountLimits;
import dev.baton.agent.model.ModelClient;
import dev.baton.agent.model.ModelFacts;
import dev.baton.agent.model.ModelMessage;
import dev.baton.agent.model.ModelProtocol;
import dev.baton.agent.model.ModelRequest;
import dev.baton.agent.model.ProviderAccount;
import dev.baton.agent.tool.ToolSpec;
import dev.baton.provider.Asked.Protocol;
import dev.baton.provider.testing.ProviderStub;
import dev.baton.provider.testing.StubAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a provider is told of a tool's arguments: all that a model needs to call it rightly. */
class ToolSchemaTests {

  /** A tree refers to itself, so that it cannot be written without a reference. */
  private static final String DEFINED =
      """
      {"type":"object","required":["root"],
       "properties":{"root":{"$ref":"#/$defs/tree"},"any":true,"same":{"$ref":"#/properties/root"}},
       "$defs":{
         "colour":{"type":"string","enum":["red","blue"]},
         "tree":{"type":"object","properties":{
           "colour":{"$ref":"#/$defs/colour"},
           "branches":{"type":"array","items":{"$ref":"#/$defs/tree"}}}}}}\
      """;

  @ParameterizedTest
  @EnumSource
  void carriesDefinitionsAndWhatRefersToThem(Protocol protocol) throws Exception {
    JsonNode told = told(protocol, DEFINED);

    assertThat(told.at("/properties/root/$ref").asText()).isEqualTo("#/$defs/tree");
    assertThat(told.at("/properties/same/$ref").asText()).isEqualTo("#/properties/root");
    assertThat(told.at("/properties/any").isObject()).isTrue();
    assertThat(told.path("$defs")).isEqualTo(Json.readObject(DEFINED).orElseThrow().path("$defs"));
    assertThat(told.at("/required/0").asText()).isEqualTo("root");
  }

  @ParameterizedTest
  @EnumSource
  void carriesDefinitionsOfOlderSchemas(Protocol protocol) throws Exception {
    JsonNode told = told(protocol, DEFINED.replace("$defs", "definitions"));

    assertThat(told.at("/properties/root/$ref").asText()).isEqualTo("#/$defs/tree");
    assertThat(told.path("$defs")).isEqualTo(Json.readObject(DEFINED).orElseThrow().path("$defs"));
  }

  @ParameterizedTest
  @EnumSource
  void addsNothingToASchemaWithoutDefinitions(Protocol protocol) throws Exception {
    JsonNode told =
        told(protocol, "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}");

    assertThat(told.has("$defs")).isFalse();
    assertThat(told.at("/properties/a/type").asText()).isEqualTo("string");
  }

  /** The schema of the tool's arguments as it went over the wire. */
  private static JsonNode told(Protocol protocol, String schema) throws Exception {
    try (ProviderStub stub = ProviderStub.inTurn(StubAnswer.text("No need."))) {
      ModelRequest request =
          new ModelRequest(
              "answer",
              "",
              List.of(new ModelMessage.User("Which tree?")),
              List.of(new ToolSpec("plant", "Plants a tree.", schema)),
              Optional.empty(),
              100);

      client(protocol, stub).call(request, Instant.now().plus(Duration.ofSeconds(20)));

      JsonNode body = stub.requests().getFirst().body();
      return switch (protocol) {
        case OPENAI -> body.at("/tools/0/function/parameters");
        case OPENAI_RESPONSES -> body.at("/tools/0/parameters");
        case ANTHROPIC -> body.at("/tools/0/input_schema");
        case GEMINI -> body.at("/tools/0/functionDeclarations/0/parametersJsonSchema");
      };
    }
  }

  private static ModelClient client(Protocol protocol, ProviderStub stub) {
    ModelProtocol words =
        switch (protocol) {
          case OPENAI -> new OpenAiProtocol();
          case OPENAI_RESPONSES -> new OpenAiResponsesProtocol();
          case ANTHROPIC -> new AnthropicProtocol();
          case GEMINI -> new GeminiProtocol();
        };
    ProviderAccount account =
        new ProviderAccount(
            protocol.account(),
            protocol.account(),
            Optional.of(protocol.url(stub)),
            Optional.of(Asked.KEY),
            Optional.empty(),
            new AccountLimits(Optional.empty(), Optional.empty(), Asked.SILENCE));
    return words.client(
        account, protocol.model, new ModelFacts(Optional.empty(), Optional.empty()));
  }
}
