package dev.baton.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.agent.model.ModelFacts;
import dev.baton.agent.model.ModelMessage;
import dev.baton.agent.model.ModelRequest;
import dev.baton.agent.model.ProviderAccount;
import dev.baton.provider.testing.ProviderStub;
import dev.baton.provider.testing.StubAnswer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiResponsesProtocolTests {

  @ParameterizedTest
  @CsvSource({"gpt-6-luna, low", "gpt-6.1-sol, low", "gpt-4.1-mini, ''"})
  void asksOnlyModelsThatThinkToThinkLittleAndKeepsNothing(String model, String effort)
      throws Exception {
    try (ProviderStub stub = ProviderStub.inTurn(StubAnswer.text("Seven."))) {
      ProviderAccount account =
          new ProviderAccount(
              "openai",
              "openai-responses",
              Optional.of(stub.openAi()),
              Optional.of(Asked.KEY),
              Optional.empty());
      ModelRequest request =
          new ModelRequest(
              "answer",
              "",
              List.of(new ModelMessage.User("How many?")),
              List.of(),
              Optional.empty(),
              100);

      new OpenAiResponsesProtocol()
          .client(account, model, new ModelFacts(Optional.empty(), Optional.empty()))
          .call(request, Instant.now().plusSeconds(20));

      var body = stub.requests().getFirst().body();
      assertThat(body.at("/reasoning/effort").asText()).isEqualTo(effort);
      assertThat(body.has("reasoning")).isEqualTo(!effort.isEmpty());
      assertThat(body.path("store").asBoolean(true)).isFalse();
    }
  }
}
