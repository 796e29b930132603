package dev.baton.router.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.router.Samples;
import dev.baton.schemas.Budget;
import dev.baton.schemas.ChatMessage;
import dev.baton.schemas.Rejection;
import dev.baton.schemas.Request;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RequestValidatorTests {

  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final int MAX_BYTES = 100_000;

  private final RequestValidator validator = new RequestValidator(new RequestLimits(MAX_BYTES));

  private Optional<Rejection> check(Request request, int bytes) {
    return validator.check(new Inquiry(request, "default", bytes), NOW);
  }

  @Test
  void acceptsARequestThatUsesItsBoundsToTheFull() {
    Request full =
        Samples.request("g".repeat(65_536))
            .setInputs(entries(64, "v".repeat(65_536)))
            .setCorrelation(entries(32, "v".repeat(1_024)))
            .setHistory(Collections.nCopies(200, new ChatMessage("user", "hello")))
            .setIdempotencyKey("k".repeat(256))
            .setDeadline(NOW.plusMillis(1))
            .setBudget(Budget.newBuilder().setMaxTasks(0).setMaxTokens(0L).build())
            .setHint("agent:coder")
            .build();

    assertThat(check(full, MAX_BYTES)).isEmpty();
  }

  @Test
  void refusesARecordThatIsTooLarge() {
    assertThat(check(Samples.request("goal").build(), MAX_BYTES + 1))
        .contains(new Rejection("too-large", "request: 100001 bytes (expected: at most 100000)"));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource
  void refuses(String code, Request.Builder request, String message) {
    assertThat(check(request.build(), 100)).contains(new Rejection(code, message));
  }

  static Stream<Arguments> refuses() {
    return Stream.of(
        Arguments.of(
            "empty-goal",
            Samples.request(""),
            "goal: empty (expected: what is to be achieved, in plain words)"),
        Arguments.of(
            "empty-goal",
            Samples.request(" \n"),
            "goal: empty (expected: what is to be achieved, in plain words)"),
        Arguments.of(
            "too-large",
            Samples.request("g".repeat(65_537)),
            "goal: 65537 characters (expected: at most 65536)"),
        Arguments.of(
            "deadline-passed",
            Samples.request("g").setDeadline(NOW.minusSeconds(2)),
            "deadline: 2026-11-01T11:59:58Z, passed by 2000 ms (expected: a time to come)"),
        Arguments.of(
            "deadline-passed",
            Samples.request("g").setDeadline(NOW.minusSeconds(3_700)),
            "deadline: 2026-11-01T10:58:20Z, passed by 1 h 1 min 40 s (expected: a time to come)"),
        Arguments.of(
            "deadline-passed",
            Samples.request("g").setDeadline(NOW.minusSeconds(3 * 86_400)),
            "deadline: 2026-10-29T12:00:00Z, passed by 3 days (expected: a time to come)"),
        Arguments.of(
            "malformed-hint",
            Samples.request("g").setHint("coder"),
            "hint: 'coder' (expected: agent:ROLE or workflow:NAME)"),
        Arguments.of(
            "malformed-hint",
            Samples.request("g").setHint("agent:" + "Z".repeat(90)),
            "hint: 'agent:" + "Z".repeat(74) + "…' (expected: agent:ROLE or workflow:NAME)"),
        Arguments.of(
            "invalid-budget",
            Samples.request("g").setBudget(Budget.newBuilder().setMaxTokens(-1L).build()),
            "budget.maxTokens: -1 (expected: >= 0)"),
        Arguments.of(
            "invalid-budget",
            Samples.request("g").setBudget(Budget.newBuilder().setMaxTasks(-2).build()),
            "budget.maxTasks: -2 (expected: >= 0)"),
        Arguments.of(
            "too-many-inputs",
            Samples.request("g").setInputs(entries(65, "v")),
            "inputs: 65 (expected: at most 64)"),
        Arguments.of(
            "input-too-long",
            Samples.request("g").setInputs(Map.of("corpus", "v".repeat(65_537))),
            "input 'corpus': name of 6 and value of 65537 characters (expected: at most 128 and 65536)"),
        Arguments.of(
            "too-many-correlations",
            Samples.request("g").setCorrelation(entries(33, "v")),
            "correlation: 33 entries (expected: at most 32)"),
        Arguments.of(
            "correlation-too-long",
            Samples.request("g").setCorrelation(Map.of("trace", "v".repeat(1_025))),
            "correlation 'trace': name of 5 and value of 1025 characters (expected: at most 128 and 1024)"),
        Arguments.of(
            "history-too-long",
            Samples.request("g")
                .setHistory(Collections.nCopies(201, new ChatMessage("user", "hello"))),
            "history: 201 turns (expected: at most 200)"),
        Arguments.of(
            "id-too-long",
            Samples.request("g").setIdempotencyKey("k".repeat(257)),
            "idempotencyKey: 257 characters (expected: at most 256)"));
  }

  private static Map<String, String> entries(int count, String value) {
    return IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> "n" + i, _ -> value));
  }
}
