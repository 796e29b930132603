package dev.baton.core.message;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an upstream system asks.
 *
 * @param goal what is to be achieved, in plain words
 * @param inputs named inputs for the specialists, for example corpus
 * @param idempotencyKey two requests of one tenant with the same key are the same run
 * @param hint the sender's own choice of route
 * @param budget what the run may spend
 * @param deadline when the answer is worth nothing any more
 * @param priority how urgent it is
 * @param conversationId which conversation the request belongs to
 * @param history the conversation so far, oldest first
 * @param correlation echoed in the answer, untouched
 */
public record Request(
    String goal,
    Map<String, String> inputs,
    Optional<String> idempotencyKey,
    Optional<String> hint,
    Optional<Budget> budget,
    Optional<Instant> deadline,
    Priority priority,
    Optional<String> conversationId,
    List<ChatMessage> history,
    Map<String, String> correlation) {

  /** Copies the collections, the maps in the order of their keys. */
  public Request {
    inputs = Collections.unmodifiableMap(new TreeMap<>(inputs));
    history = List.copyOf(history);
    correlation = Collections.unmodifiableMap(new TreeMap<>(correlation));
  }

  /** A request with a goal and nothing else. */
  public static Request of(String goal) {
    return new Request(
        goal,
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Priority.NORMAL,
        Optional.empty(),
        List.of(),
        Map.of());
  }

  /** The same request with a budget. */
  public Request withBudget(Budget other) {
    return new Request(
        goal,
        inputs,
        idempotencyKey,
        hint,
        Optional.of(other),
        deadline,
        priority,
        conversationId,
        history,
        correlation);
  }

  /** The same request with a deadline. */
  public Request withDeadline(Instant other) {
    return new Request(
        goal,
        inputs,
        idempotencyKey,
        hint,
        budget,
        Optional.of(other),
        priority,
        conversationId,
        history,
        correlation);
  }
}
