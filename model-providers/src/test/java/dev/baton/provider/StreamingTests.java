package dev.baton.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.baton.agent.failure.TaskFailureException;
import dev.baton.provider.Asked.Protocol;
import dev.baton.provider.testing.ProviderStub;
import dev.baton.provider.testing.StubAnswer;
import dev.baton.provider.testing.StubAnswer.Counts;
import dev.baton.provider.testing.StubAnswer.Finish;
import dev.baton.provider.testing.StubAnswer.Then;
import dev.baton.schemas.FailureClass;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Replies that are heard while they are being written: what the user sees, gets and pays. */
class StreamingTests {

  private static final StubAnswer.Says SEVEN_DAYS =
      new StubAnswer.Says("Seven days.", List.of(), Finish.STOP, new Counts(1000, 100, 400));

  @ParameterizedTest
  @EnumSource
  void tellsEveryPieceInOrderAndJournalsAndPaysTheWholeReply(Protocol protocol) throws Exception {
    StubAnswer streams =
        new StubAnswer.Streams(
            SEVEN_DAYS, List.of("Sev", "en ", "days."), Duration.ofMillis(30), Then.COMPLETES);
    try (ProviderStub stub = ProviderStub.inTurn(streams);
        Asked asked = Asked.of(protocol, stub)) {
      assertThat(asked.askStreamed("How long?").text()).isEqualTo("Seven days.");

      assertThat(asked.heard.texts).hasSize(1);
      assertThat(asked.heard.texts.getFirst().pieces).containsExactly("Sev", "en ", "days.");
      assertThat(asked.heard.texts.getFirst().ended).isTrue();
      assertThat(asked.journaled()).isEqualTo(1);
      assertThat(asked.usage().getInputTokens()).isEqualTo(1000);
      assertThat(asked.usage().getOutputTokens()).isEqualTo(100);
      assertThat(asked.usage().getCachedTokens()).isEqualTo(400);
      assertThat(asked.usage().getCostMicros())
          .as("the same as for a reply that came at once")
          .isEqualTo(costOfTheSameReplyAtOnce(protocol));
    }
  }

  private static long costOfTheSameReplyAtOnce(Protocol protocol) throws Exception {
    try (ProviderStub stub = ProviderStub.inTurn(SEVEN_DAYS);
        Asked asked = Asked.of(protocol, stub)) {
      asked.ask("How long?");
      assertThat(asked.heard.texts).as("streaming is a property of the request").isEmpty();
      return asked.usage().getCostMicros();
    }
  }

  @ParameterizedTest
  @EnumSource
  void callsToolsOfAStreamedReply(Protocol protocol) throws Exception {
    try (ProviderStub stub =
            ProviderStub.inTurn(
                StubAnswer.call("echo", "{\"text\":\"x\"}"), StubAnswer.text("It said x."));
        Asked asked = Asked.of(protocol, stub)) {
      assertThat(asked.askStreamed("Use the tool.").text()).isEqualTo("It said x.");

      assertThat(asked.usage().getToolCalls()).isEqualTo(1);
      assertThat(asked.usage().getInputTokens()).isEqualTo(200);
      assertThat(stub.requests().getLast().last()).contains("echo of");
      assertThat(asked.heard.texts).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void passesARefusalOnAndCountsWhatItCost(Protocol protocol) throws Exception {
    StubAnswer refusal =
        new StubAnswer.Says("I will not.", List.of(), Finish.REFUSAL, new Counts(100, 10, 0));
    try (ProviderStub stub = ProviderStub.inTurn(refusal);
        Asked asked = Asked.of(protocol, stub)) {
      assertThat(failure(asked).failureClass()).isEqualTo(FailureClass.REFUSED);
      assertThat(asked.usage().getInputTokens()).isEqualTo(100);
      assertThat(asked.usage().getOutputTokens()).isEqualTo(10);
    }
  }

  @ParameterizedTest
  @EnumSource
  void endsAStreamThatStalls(Protocol protocol) throws Exception {
    try (ProviderStub stub = ProviderStub.inTurn(StubAnswer.streams(Then.STALLS, "Seven ", "da"));
        Asked asked = Asked.of(protocol, stub)) {
      TaskFailureException failure = failure(asked);

      assertThat(failure.failureClass()).isEqualTo(FailureClass.TRANSIENT);
      assertThat(failure).hasMessageContaining("stalled: nothing for PT0.4S");
      assertThat(asked.heard.texts.getFirst().pieces).containsExactly("Seven ", "da");
      assertThat(asked.heard.texts.getFirst().ended).isFalse();
      assertThat(asked.usage().getModelCalls()).isZero();
    }
  }

  static Stream<Arguments> waysToBreakOff() {
    return Arrays.stream(Protocol.values())
        .flatMap(protocol ->
            Stream.of(Then.BREAKS, Then.STOPS, Then.FAILS)
                .map(then -> Arguments.of(protocol, then)));
  }

  @ParameterizedTest
  @MethodSource("waysToBreakOff")
  void saysTransientWhereAStreamBreaksOff(Protocol protocol, Then then) throws Exception {
    try (ProviderStub stub = ProviderStub.inTurn(StubAnswer.streams(then, "Seven ", "da"));
        Asked asked = Asked.of(protocol, stub)) {
      assertThat(failure(asked).failureClass()).isEqualTo(FailureClass.TRANSIENT);
      assertThat(stub.requests()).hasSize(1);
      assertThat(asked.journaled()).as("a part is no reply").isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void beginsAnewWithTheNextModelWhereOneBreaksOff(Protocol protocol) throws Exception {
    Protocol other = protocol.next();
    try (ProviderStub broken = ProviderStub.inTurn(StubAnswer.streams(Then.BREAKS, "Eight "));
        ProviderStub whole = ProviderStub.inTurn(StubAnswer.text("Seven days."));
        Asked asked =
            new Asked(
                Map.of("fast", entry(protocol) + ", " + entry(other)),
                Duration.ofSeconds(20),
                Map.of(protocol, protocol.url(broken), other, other.url(whole)))) {
      assertThat(asked.askStreamed("How long?").text()).isEqualTo("Seven days.");

      assertThat(asked.heard.texts).hasSize(2);
      assertThat(asked.heard.texts.get(0).ended).isFalse();
      assertThat(String.join("", asked.heard.texts.get(1).pieces)).isEqualTo("Seven days.");
      assertThat(asked.usage().getModels()).containsExactly(other.model);
    }
  }

  @ParameterizedTest
  @EnumSource
  void heedsRetryAfterLikeAnyOtherCall(Protocol protocol) throws Exception {
    StubAnswer busy = new StubAnswer.Status(429, Map.of("Retry-After", "120"), "slow down");
    try (ProviderStub stub = ProviderStub.inTurn(busy);
        Asked asked = Asked.of(protocol, stub)) {
      assertThat(failure(asked).retryAfter()).contains(Duration.ofMinutes(2));
      failure(asked);
      assertThat(stub.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void endsAStreamByItsDeadlineHoweverMuchComes(Protocol protocol) throws Exception {
    String[] endless = "x ".repeat(2000).split("(?<= )");
    StubAnswer slow =
        new StubAnswer.Streams(SEVEN_DAYS, List.of(endless), Duration.ofMillis(20), Then.COMPLETES);
    try (ProviderStub stub = ProviderStub.inTurn(slow);
        Asked asked =
            new Asked(Map.of(), Duration.ofMillis(700), Map.of(protocol, protocol.url(stub)))) {
      assertThat(failure(asked).failureClass()).isEqualTo(FailureClass.TIMEOUT);
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesAStreamWithoutEnd(Protocol protocol) throws Exception {
    String flood = "x".repeat((int) DeadlineHttpClient.MAX_BODY_BYTES / 4);
    try (ProviderStub stub =
            ProviderStub.inTurn(
                StubAnswer.streams(Then.COMPLETES, flood, flood, flood, flood, flood));
        Asked asked = Asked.of(protocol, stub)) {
      assertThat(failure(asked).failureClass()).isEqualTo(FailureClass.TRANSIENT);
    }
  }

  @ParameterizedTest
  @EnumSource
  void endsAStreamThatIsInterrupted(Protocol protocol) throws Exception {
    try (ProviderStub stub = ProviderStub.inTurn(StubAnswer.streams(Then.STALLS, "Seven "));
        Asked asked = Asked.of(protocol, stub)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> asked.askStreamed("What?")).isInstanceOf(InterruptedException.class);
    }
  }

  private static String entry(Protocol protocol) {
    return protocol.account() + ":" + protocol.model;
  }

  private static TaskFailureException failure(Asked asked) {
    return catchThrowableOfType(
        TaskFailureException.class, () -> asked.askStreamed("How long is it?"));
  }
}
