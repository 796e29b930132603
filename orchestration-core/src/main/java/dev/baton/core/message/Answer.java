package dev.baton.core.message;

import dev.baton.core.id.RunId;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The one final event of a run.
 *
 * @param runId which run
 * @param tenant whose run it is
 * @param idempotencyKey the request's idempotency key
 * @param correlation the request's correlation entries, untouched
 * @param conversationId the request's conversation
 * @param status how the run ended
 * @param reason why it is not complete; empty for complete answers
 * @param content what is said
 * @param fieldsJson inline fields as a JSON object
 * @param citations the numbered sources of what is said
 * @param missing what the answer lacks and why
 * @param route how the request was routed
 * @param workflow name@version of the workflow; empty where the request was refused
 * @param steps what became of each step, in the order of the definition
 * @param usage what the run cost, superseded work included
 * @param startedAt when the run started
 * @param finishedAt when it ended
 * @param savings what was saved because the budget neared its end, and why
 */
public record Answer(
    RunId runId,
    String tenant,
    Optional<String> idempotencyKey,
    Map<String, String> correlation,
    Optional<String> conversationId,
    AnswerStatus status,
    String reason,
    Optional<Content> content,
    String fieldsJson,
    List<Citation> citations,
    List<Missing> missing,
    Route route,
    String workflow,
    List<StepReport> steps,
    Usage usage,
    Instant startedAt,
    Instant finishedAt,
    List<String> savings) {

  /** Copies the collections. */
  public Answer {
    correlation = Collections.unmodifiableMap(new TreeMap<>(correlation));
    citations = List.copyOf(citations);
    missing = List.copyOf(missing);
    steps = List.copyOf(steps);
    savings = List.copyOf(savings);
  }

  /**
   * What must be the same for every order of arrival: content, sources and statuses; no times,
   * costs or counts.
   */
  public Canonical canonical() {
    return new Canonical(
        status,
        content,
        fieldsJson,
        citations,
        missing,
        steps.stream().map(step -> step.step() + "=" + step.status()).toList());
  }

  /** The part of an answer that does not depend on the order of arrival. */
  public record Canonical(
      AnswerStatus status,
      Optional<Content> content,
      String fieldsJson,
      List<Citation> citations,
      List<Missing> missing,
      List<String> stepStatuses) {

    /** Copies the lists. */
    public Canonical {
      citations = List.copyOf(citations);
      missing = List.copyOf(missing);
      stepStatuses = List.copyOf(stepStatuses);
    }
  }
}
