package dev.baton.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.baton.agent.failure.TaskFailureException;
import dev.baton.agent.loop.LoopResult;
import dev.baton.provider.Asked.Protocol;
import dev.baton.provider.testing.ProviderStub;
import dev.baton.provider.testing.StubAnswer;
import dev.baton.provider.testing.StubAnswer.Counts;
import dev.baton.provider.testing.StubAnswer.Finish;
import dev.baton.provider.testing.StubRequest;
import dev.baton.schemas.FailureClass;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the user gets, and what it costs, for everything that a provider may do. */
class ProvidersTests {

  private static final String SCHEMA =
      """
      {"type":"object","required":["days"],"properties":{"days":{"type":"integer"}}}\
      """;

  @ParameterizedTest
  @EnumSource
  void answersAndCountsTokensCacheAndMoney(Protocol protocol) throws Exception {
    StubAnswer says =
        new StubAnswer.Says("Seven days.", List.of(), Finish.STOP, new Counts(1000, 100, 400, 200));
    try (ProviderStub stub = ProviderStub.inTurn(says);
        Asked asked = Asked.of(protocol, stub)) {
      LoopResult result = asked.ask("How long is a record kept?");

      assertThat(result.text()).isEqualTo("Seven days.");
      assertThat(asked.usage().getModels()).containsExactly(protocol.model);
      assertThat(asked.usage().getInputTokens()).isEqualTo(1000);
      assertThat(asked.usage().getOutputTokens()).isEqualTo(100);
      assertThat(asked.usage().getCachedTokens()).isEqualTo(400);
      // List prices: 600 fresh, 400 cached, 100 out; 200 of the fresh are put into the cache.
      assertThat(asked.usage().getCostMicros())
          .isEqualTo(
              switch (protocol) {
                case OPENAI -> 240 + 40 + 160;
                case OPENAI_RESPONSES -> 40 + 4 + 25 + 50;
                case ANTHROPIC -> 40 + 4 + 25 + 50;
                case GEMINI -> 450 + 30 + 375;
              });
      StubRequest request = stub.requests().getFirst();
      assertThat(request.system()).isEqualTo("Be brief.");
      assertThat(request.last()).isEqualTo("How long is a record kept?");
      assertThat(request.model()).isEqualTo(protocol.model);
      assertThat(key(protocol, request)).contains(Asked.KEY);
    }
  }

  @ParameterizedTest
  @EnumSource
  void callsToolsAndTellsTheirOutputWithTheCallsId(Protocol protocol) throws Exception {
    try (ProviderStub stub =
            ProviderStub.inTurn(
                StubAnswer.call("echo", "{\"text\":\"x\"}"), StubAnswer.text("It said x."));
        Asked asked = Asked.of(protocol, stub)) {
      LoopResult result = asked.ask("Use the tool.");

      assertThat(result.text()).isEqualTo("It said x.");
      assertThat(asked.usage().getModelCalls()).isEqualTo(2);
      assertThat(asked.usage().getToolCalls()).isEqualTo(1);
      assertThat(asked.usage().getInputTokens()).isEqualTo(200);
      assertThat(asked.journaled()).isEqualTo(3);
      assertThat(stub.requests().getFirst().tools()).containsExactly("echo");
      assertThat(stub.requests().getFirst().body().path("tools").toString())
          .contains("\"required\":[\"text\"]")
          .containsIgnoringCase("\"type\":\"string\"");
      assertThat(stub.requests().getLast().last()).contains("echo of");
      // Gemini knows a call again by its tool and its signature.
      assertThat(stub.requests().getLast().body().toString())
          .contains(protocol == Protocol.GEMINI ? "c2lnbmF0dXJl" : "call-1");
    }
  }

  @ParameterizedTest
  @EnumSource
  void sendsTheSchemaAndRepairsWhatDoesNotFit(Protocol protocol) throws Exception {
    try (ProviderStub stub =
            ProviderStub.inTurn(
                StubAnswer.text("{\"days\":\"seven\"}"),
                StubAnswer.text("{\"days\":7,\"days\":8}"),
                StubAnswer.text("{\"days\":7}"));
        Asked asked = Asked.of(protocol, stub)) {
      LoopResult result = asked.askForJson("How long?", SCHEMA);

      assertThat(result.text()).isEqualTo("{\"days\":7}");
      assertThat(asked.usage().getModelCalls()).isEqualTo(3);
      assertThat(asked.usage().getInputTokens()).isEqualTo(300);
      assertThat(stub.requests().getFirst().body().toString()).containsIgnoringCase("\"integer\"");
      assertThat(stub.requests().get(1).last()).contains("cannot be used");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "OPENAI, wrong",
    "ANTHROPIC, wrong",
    "OPENAI, empty",
    "ANTHROPIC, empty",
    "OPENAI, cut",
    "ANTHROPIC, cut",
    "GEMINI, wrong",
    "GEMINI, empty",
    "GEMINI, cut"
  })
  void saysMalformedAfterTwoRepairsAndCountsAllThree(Protocol protocol, String how)
      throws Exception {
    StubAnswer answer =
        switch (how) {
          case "wrong" -> StubAnswer.text("[]");
          case "empty" -> StubAnswer.text("");
          default ->
              new StubAnswer.Says("{\"days\":7}", List.of(), Finish.LENGTH, new Counts(100, 10, 0));
        };
    try (ProviderStub stub = ProviderStub.inTurn(answer);
        Asked asked = Asked.of(protocol, stub)) {
      TaskFailureException failure = failure(() -> asked.askForJson("How long?", SCHEMA));

      assertThat(failure.failureClass()).isEqualTo(FailureClass.MALFORMED);
      assertThat(failure).hasMessageContaining("after 2 repairs");
      assertThat(asked.usage().getModelCalls()).isEqualTo(3);
      assertThat(asked.usage().getOutputTokens()).isEqualTo(30);
    }
  }

  @ParameterizedTest
  @EnumSource
  void passesARefusalOnAndCountsWhatItCost(Protocol protocol) throws Exception {
    StubAnswer refusal =
        new StubAnswer.Says("I will not.", List.of(), Finish.REFUSAL, new Counts(100, 10, 0));
    try (ProviderStub stub = ProviderStub.inTurn(refusal);
        Asked asked = Asked.of(protocol, stub)) {
      TaskFailureException failure = failure(() -> asked.ask("Do it."));

      assertThat(failure.failureClass()).isEqualTo(FailureClass.REFUSED);
      assertThat(failure).hasMessageContaining(protocol.model + ": refused");
      assertThat(asked.usage().getInputTokens()).isEqualTo(100);
      assertThat(asked.usage().getCostMicros()).isPositive();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "OPENAI, 400, PERMANENT",
    "ANTHROPIC, 400, PERMANENT",
    "OPENAI, 401, PERMANENT",
    "ANTHROPIC, 404, PERMANENT",
    "OPENAI, 500, TRANSIENT",
    "ANTHROPIC, 529, TRANSIENT",
    "GEMINI, 400, PERMANENT",
    "GEMINI, 403, PERMANENT",
    "GEMINI, 503, TRANSIENT",
    "OPENAI, 302, PERMANENT"
  })
  void saysWhatAnErrorMeans(Protocol protocol, int status, FailureClass expected) throws Exception {
    StubAnswer error = new StubAnswer.Status(status, Map.of(), "the key " + Asked.KEY + " is bad");
    try (ProviderStub stub = ProviderStub.inTurn(error);
        Asked asked = Asked.of(protocol, stub)) {
      TaskFailureException failure = failure(() -> asked.ask("What?"));

      assertThat(failure.failureClass()).isEqualTo(expected);
      assertThat(failure)
          .hasMessage("model %s: HTTP %d: the key *** is bad".formatted(protocol.model, status));
      assertThat(stub.requests()).hasSize(1);
      assertThat(asked.usage().getCostMicros()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void keepsAwayForAsLongAsTheProviderAskedFor(Protocol protocol) throws Exception {
    StubAnswer busy = new StubAnswer.Status(429, Map.of("Retry-After", "120"), "slow down");
    try (ProviderStub stub = ProviderStub.inTurn(busy, StubAnswer.text("never asked for"));
        Asked asked = Asked.of(protocol, stub)) {
      TaskFailureException first = failure(() -> asked.ask("What?"));
      TaskFailureException second = failure(() -> asked.ask("What?"));

      assertThat(first.failureClass()).isEqualTo(FailureClass.TRANSIENT);
      assertThat(first.retryAfter()).contains(Duration.ofMinutes(2));
      assertThat(second.retryAfter().orElseThrow()).isBetween(ofSeconds(60), ofSeconds(120));
      assertThat(stub.requests()).as("the second call is not sent").hasSize(1);
    }
  }

  @Test
  void keepsAwayForAsLongAsGeminiSaysInItsBody() throws Exception {
    String body =
        """
        {"error":{"code":429,"message":"quota","status":"RESOURCE_EXHAUSTED","details":[
          {"@type":"type.googleapis.com/google.rpc.QuotaFailure"},
          {"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"34.5s"}]}}\
        """;
    try (ProviderStub stub = ProviderStub.inTurn(new StubAnswer.Failed(429, body));
        Asked asked = Asked.of(Protocol.GEMINI, stub)) {
      TaskFailureException failure = failure(() -> asked.ask("What?"));

      assertThat(failure.failureClass()).isEqualTo(FailureClass.TRANSIENT);
      assertThat(failure.retryAfter()).contains(Duration.ofMillis(34_500));
    }
  }

  @ParameterizedTest
  @EnumSource
  void asksTheNextModelOfTheTierWhereOneFailsInPassing(Protocol protocol) throws Exception {
    Protocol other = protocol.next();
    try (ProviderStub broken =
            ProviderStub.inTurn(new StubAnswer.Status(503, Map.of(), "overloaded"));
        ProviderStub whole = ProviderStub.inTurn(StubAnswer.text("Here."));
        Asked asked =
            new Asked(
                Map.of("fast", entry(protocol) + ", " + entry(other)),
                ofSeconds(20),
                Map.of(protocol, protocol.url(broken), other, other.url(whole)))) {
      assertThat(asked.ask("What?").text()).isEqualTo("Here.");
      assertThat(asked.usage().getModels()).containsExactly(other.model);
      assertThat(asked.usage().getModelCalls()).isEqualTo(1);
      assertThat(broken.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void fallsToTheOtherAccountWithoutAnySetting(Protocol other) throws Exception {
    try (ProviderStub stub = ProviderStub.inTurn(StubAnswer.text("Here."))) {
      Map<Protocol, URI> accounts = new LinkedHashMap<>();
      for (Protocol protocol : Protocol.values()) {
        accounts.put(
            protocol, protocol == other ? protocol.url(stub) : URI.create("http://127.0.0.1:1/v1"));
      }
      try (Asked asked = new Asked(Map.of(), ofSeconds(20), accounts)) {
        assertThat(asked.ask("What?").text()).isEqualTo("Here.");
        assertThat(asked.usage().getModels()).containsExactly(other.model);
        assertThat(asked.tiers.model("local").name()).isEqualTo("offline-extractive");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void endsACallWhoseBodyNeverComes(Protocol protocol) throws Exception {
    try (ProviderStub stub = ProviderStub.inTurn(new StubAnswer.Stalls());
        Asked asked =
            new Asked(Map.of(), Duration.ofMillis(600), Map.of(protocol, protocol.url(stub)))) {
      TaskFailureException failure = failure(() -> asked.ask("What?"));

      assertThat(failure.failureClass()).isEqualTo(FailureClass.TIMEOUT);
      assertThat(asked.usage().getModelCalls()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "OPENAI, cut",
    "ANTHROPIC, cut",
    "GEMINI, cut",
    "OPENAI, broken",
    "ANTHROPIC, broken",
    "GEMINI, broken"
  })
  void saysTransientWhereAnAnswerBreaksOff(Protocol protocol, String how) throws Exception {
    StubAnswer answer =
        how.equals("cut") ? new StubAnswer.Raw("{\"choices\":[{") : new StubAnswer.Breaks();
    try (ProviderStub stub = ProviderStub.inTurn(answer);
        Asked asked = Asked.of(protocol, stub)) {
      assertThat(failure(() -> asked.ask("What?")).failureClass())
          .isEqualTo(FailureClass.TRANSIENT);
      assertThat(stub.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void paysForAWholeAnswerThatSaysNothing(Protocol protocol) throws Exception {
    String usage =
        switch (protocol) {
          case OPENAI_RESPONSES ->
              "{\"output\":[],\"usage\":{\"input_tokens\":100,\"output_tokens\":1}}";
          case OPENAI ->
              "{\"choices\":[],\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":1}}";
          case ANTHROPIC -> "{\"content\":[],\"usage\":{\"input_tokens\":100,\"output_tokens\":1}}";
          case GEMINI ->
              "{\"candidates\":[],\"usageMetadata\":{\"promptTokenCount\":100,\"candidatesTokenCount\":1}}";
        };
    try (ProviderStub stub =
            ProviderStub.inTurn(new StubAnswer.Raw(usage), StubAnswer.text("Here."));
        Asked asked = Asked.of(protocol, stub)) {
      assertThat(asked.ask("What?").text()).isEqualTo("Here.");
      assertThat(asked.usage().getInputTokens()).isEqualTo(200);
      assertThat(asked.usage().getOutputTokens()).isEqualTo(11);
    }
  }

  @ParameterizedTest
  @EnumSource
  void takesAnErrorThatIsSaidToBeFineForAnError(Protocol protocol) throws Exception {
    StubAnswer failed =
        new StubAnswer.Raw(
            "{\"status\":\"failed\",\"output\":[],\"error\":{\"message\":\"too much at once\"}}");
    try (ProviderStub stub = ProviderStub.inTurn(failed);
        Asked asked = Asked.of(protocol, stub)) {
      TaskFailureException failure = failure(() -> asked.ask("What?"));
      assertThat(failure.failureClass()).isEqualTo(FailureClass.TRANSIENT);
      assertThat(failure).hasMessageContaining("its provider failed: too much at once");
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesAnAnswerWithoutEnd(Protocol protocol) throws Exception {
    StubAnswer flood = StubAnswer.text("x".repeat((int) DeadlineHttpClient.MAX_BODY_BYTES));
    try (ProviderStub stub = ProviderStub.inTurn(flood);
        Asked asked = Asked.of(protocol, stub)) {
      assertThat(failure(() -> asked.ask("What?")).failureClass())
          .isEqualTo(FailureClass.TRANSIENT);
    }
  }

  @ParameterizedTest
  @EnumSource
  void endsACallThatIsInterrupted(Protocol protocol) throws IOException {
    try (ProviderStub stub = ProviderStub.inTurn(new StubAnswer.Stalls());
        Asked asked = Asked.of(protocol, stub)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> asked.ask("What?")).isInstanceOf(InterruptedException.class);
    }
  }

  private static String entry(Protocol protocol) {
    return protocol.account() + ":" + protocol.model;
  }

  private static String key(Protocol protocol, StubRequest request) {
    String header =
        switch (protocol) {
          case OPENAI, OPENAI_RESPONSES -> "authorization";
          case ANTHROPIC -> "x-api-key";
          case GEMINI -> "x-goog-api-key";
        };
    return request.headers().getOrDefault(header, "");
  }

  private static TaskFailureException failure(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return catchThrowableOfType(TaskFailureException.class, call);
  }

  private static Duration ofSeconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }
}
