package dev.baton.router.decision;

import dev.baton.router.catalog.Target;
import dev.baton.schemas.Budget;
import dev.baton.schemas.Rejection;
import dev.baton.schemas.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds what is wrong with a request by itself, before anything is looked up. Thread-safe. */
public final class RequestValidator {

  private static final int SHOWN_CHARS = 80;

  private final RequestLimits limits;

  /** A validator with these bounds. */
  public RequestValidator(RequestLimits limits) {
    this.limits = limits;
  }

  /** The first fault, or nothing. */
  public Optional<Rejection> check(Inquiry inquiry, Instant now) {
    Request request = inquiry.request();
    return Stream.<Supplier<Optional<Rejection>>>of(
            () -> checkSize(inquiry),
            () -> checkGoal(request.getGoal()),
            () -> checkIds(request),
            () -> checkInputs(request.getInputs()),
            () -> checkCorrelation(request.getCorrelation()),
            () -> checkHistory(request),
            () -> checkDeadline(request.getDeadline(), now),
            () -> checkBudget(request.getBudget()),
            () -> checkHint(request.getHint()))
        .map(Supplier::get)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<Rejection> checkSize(Inquiry inquiry) {
    return unless(
        inquiry.bytes() <= limits.maxRecordBytes(),
        Refusal.TOO_LARGE,
        () ->
            "request: %d bytes (expected: at most %d)"
                .formatted(inquiry.bytes(), limits.maxRecordBytes()));
  }

  private static Optional<Rejection> checkGoal(String goal) {
    return unless(
            !goal.isBlank(),
            Refusal.EMPTY_GOAL,
            () -> "goal: empty (expected: what is to be achieved, in plain words)")
        .or(() ->
            unless(
                goal.length() <= RequestLimits.MAX_GOAL_CHARS,
                Refusal.TOO_LARGE,
                () ->
                    "goal: %d characters (expected: at most %d)"
                        .formatted(goal.length(), RequestLimits.MAX_GOAL_CHARS)));
  }

  private static Optional<Rejection> checkIds(Request request) {
    return checkId("idempotencyKey", request.getIdempotencyKey())
        .or(() -> checkId("conversationId", request.getConversationId()))
        .or(() -> checkId("hint", request.getHint()));
  }

  private static Optional<Rejection> checkId(String name, @Nullable String id) {
    int length = id == null ? 0 : id.length();
    return unless(
        length <= RequestLimits.MAX_ID_CHARS,
        Refusal.ID_TOO_LONG,
        () ->
            "%s: %d characters (expected: at most %d)"
                .formatted(name, length, RequestLimits.MAX_ID_CHARS));
  }

  private static Optional<Rejection> checkInputs(Map<String, String> inputs) {
    return unless(
            inputs.size() <= RequestLimits.MAX_INPUTS,
            Refusal.TOO_MANY_INPUTS,
            () ->
                "inputs: %d (expected: at most %d)"
                    .formatted(inputs.size(), RequestLimits.MAX_INPUTS))
        .or(() ->
            checkEntries("input", inputs, RequestLimits.MAX_INPUT_CHARS, Refusal.INPUT_TOO_LONG));
  }

  private static Optional<Rejection> checkCorrelation(Map<String, String> correlation) {
    return unless(
            correlation.size() <= RequestLimits.MAX_CORRELATION,
            Refusal.TOO_MANY_CORRELATIONS,
            () ->
                "correlation: %d entries (expected: at most %d)"
                    .formatted(correlation.size(), RequestLimits.MAX_CORRELATION))
        .or(() ->
            checkEntries(
                "correlation",
                correlation,
                RequestLimits.MAX_CORRELATION_CHARS,
                Refusal.CORRELATION_TOO_LONG));
  }

  private static Optional<Rejection> checkEntries(
      String what, Map<String, String> entries, int maxChars, Refusal refusal) {
    return entries.entrySet().stream()
        .filter(e ->
            e.getKey().length() > RequestLimits.MAX_NAME_CHARS || e.getValue().length() > maxChars)
        .min(Map.Entry.comparingByKey())
        .map(e ->
            refusal.because(
                "%s '%s': name of %d and value of %d characters (expected: at most %d and %d)"
                    .formatted(
                        what,
                        shorten(e.getKey()),
                        e.getKey().length(),
                        e.getValue().length(),
                        RequestLimits.MAX_NAME_CHARS,
                        maxChars)));
  }

  private static Optional<Rejection> checkHistory(Request request) {
    int turns = request.getHistory().size();
    return unless(
        turns <= RequestLimits.MAX_HISTORY,
        Refusal.HISTORY_TOO_LONG,
        () ->
            "history: %d turns (expected: at most %d)".formatted(turns, RequestLimits.MAX_HISTORY));
  }

  private static Optional<Rejection> checkDeadline(@Nullable Instant deadline, Instant now) {
    if (deadline == null || deadline.isAfter(now)) {
      return Optional.empty();
    }
    return Optional.of(
        Refusal.DEADLINE_PASSED.because(
            "deadline: %s, passed by %s (expected: a time to come)"
                .formatted(deadline, inWords(Duration.between(deadline, now)))));
  }

  private static String inWords(Duration late) {
    return late.compareTo(Duration.ofMinutes(1)) < 0
        ? late.toMillis() + " ms"
        : late.compareTo(Duration.ofDays(1)) < 0
            ? "%d h %d min %d s"
                .formatted(late.toHours(), late.toMinutesPart(), late.toSecondsPart())
            : late.toDays() + " days";
  }

  private static Optional<Rejection> checkBudget(@Nullable Budget budget) {
    return budget == null
        ? Optional.empty()
        : checkBound("maxTokens", budget.getMaxTokens())
            .or(() -> checkBound("maxCostMicros", budget.getMaxCostMicros()))
            .or(() -> checkBound("maxWallClockMillis", budget.getMaxWallClockMillis()))
            .or(() -> checkBound("maxTasks", budget.getMaxTasks()));
  }

  private static Optional<Rejection> checkBound(String name, @Nullable Number bound) {
    return bound == null
        ? Optional.empty()
        : unless(
            bound.longValue() >= 0,
            Refusal.INVALID_BUDGET,
            () -> "budget.%s: %d (expected: >= 0)".formatted(name, bound.longValue()));
  }

  private static Optional<Rejection> checkHint(@Nullable String hint) {
    return hint == null
        ? Optional.empty()
        : unless(
            Target.parse(hint).isPresent(),
            Refusal.MALFORMED_HINT,
            () -> "hint: '%s' (expected: %s)".formatted(shorten(hint), Target.EXPECTED));
  }

  private static Optional<Rejection> unless(
      boolean holds, Refusal refusal, Supplier<String> message) {
    return holds ? Optional.empty() : Optional.of(refusal.because(message.get()));
  }

  private static String shorten(String text) {
    return text.length() <= SHOWN_CHARS ? text : text.substring(0, SHOWN_CHARS) + "…";
  }
}
