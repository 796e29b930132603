package dev.baton.core.message;

import dev.baton.core.id.RunId;
import dev.baton.core.id.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One unit of work for one role, as a worker receives it.
 *
 * @param taskId which task; the same for all its attempts
 * @param runId which run
 * @param tenant whose run it is
 * @param step the step's path in the plan
 * @param round the round of a repeated step, from 0
 * @param itemIndex the place in a fan-out, from 0
 * @param item the item of a fan-out
 * @param attempt from 1: its fencing number
 * @param role who is to do it
 * @param skill which of the role's skills is asked for
 * @param goal the run's goal; untrusted text
 * @param objective what this task is to achieve; untrusted text
 * @param inputs the request's named inputs; untrusted text
 * @param history the conversation before the request, oldest first
 * @param slice the blackboard entries that the step reads
 * @param previousFailure how the last attempt failed; absent for the first
 * @param previousFailureMessage what that failure said; absent for the first; untrusted text
 * @param avoidModels models that failed this task before
 * @param maxTokens tokens this attempt may spend; absent means the card's limit
 * @param maxCostMicros money this attempt may spend, in millionths of the installation's currency;
 *     absent means no bound
 * @param degraded whether the card's cheaper tier is to be used: the run's budget nears its end
 * @param outputSchema JSON Schema that the result's fields must satisfy
 * @param createdAt when the attempt was dispatched
 * @param timeout work allowed, from the worker's start
 * @param startBy when a worker must have started at the latest
 * @param deadline after which nobody waits for the result
 * @param priority how urgent it is
 */
public record Task(
    TaskId taskId,
    RunId runId,
    String tenant,
    String step,
    int round,
    int itemIndex,
    Optional<String> item,
    int attempt,
    String role,
    String skill,
    String goal,
    String objective,
    Map<String, String> inputs,
    List<ChatMessage> history,
    List<SliceEntry> slice,
    Optional<FailureClass> previousFailure,
    Optional<String> previousFailureMessage,
    List<String> avoidModels,
    Optional<Long> maxTokens,
    Optional<Long> maxCostMicros,
    boolean degraded,
    Optional<String> outputSchema,
    Instant createdAt,
    Duration timeout,
    Instant startBy,
    Instant deadline,
    Priority priority) {

  /** Copies the collections. */
  public Task {
    inputs = Collections.unmodifiableMap(new TreeMap<>(inputs));
    history = List.copyOf(history);
    slice = List.copyOf(slice);
    avoidModels = List.copyOf(avoidModels);
  }
}
