package dev.baton.orchestrator.stream;

import dev.baton.core.run.RunEvent;
import dev.baton.core.wire.WireEvents;
import dev.baton.orchestrator.codec.Codec;
import dev.baton.orchestrator.stream.RunApplier.Refusal;
import dev.baton.schemas.FailureClass;
import dev.baton.schemas.Rejection;
import dev.baton.schemas.Request;
import dev.baton.schemas.Result;
import dev.baton.schemas.Routed;
import dev.baton.schemas.TaskFailed;
import dev.baton.serde.Decoded;
import dev.baton.topics.TopicNames;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads incoming records without trusting them. Thread-safe. */
final class InputReader {

  private static final String INVALID = "invalid";
  private static final String TOO_LARGE = "too-large";
  private static final int GOAL_SHOWN = 1_000;

  private final TopicNames names;
  private final int maxBytes;

  /**
   * A reader.
   *
   * @param names tells the topics apart
   * @param maxBytes largest value that is applied as it is: what it becomes in run log and answer
   *     must fit one record
   */
  InputReader(TopicNames names, int maxBytes) {
    this.names = names;
    this.maxBytes = maxBytes;
  }

  Input read(Arrival arrival, Codec codec) {
    return arrival.topic().equals(names.runs()) ? runEvent(arrival, codec) : result(arrival, codec);
  }

  private Input runEvent(Arrival arrival, Codec codec) {
    return switch (codec.runEvent(arrival.topic(), arrival.value())) {
      case Decoded.Poison<dev.baton.schemas.RunEvent> poison ->
          poison(poison.cause(), poison.message());
      case Decoded.Valid<dev.baton.schemas.RunEvent>(var event) -> input(arrival, event);
    };
  }

  private Input input(Arrival arrival, dev.baton.schemas.RunEvent event) {
    if (!isKey(arrival, event.getRunId())) {
      return poison(
          INVALID,
          "key: not the run id %s of the value (expected: the same)".formatted(event.getRunId()));
    }
    if (arrival.bytes() <= maxBytes) {
      return event(() -> WireEvents.fromAvro(event, arrival.at()), Optional.empty());
    }
    if (event.getBody() instanceof Routed routed) {
      dev.baton.schemas.RunEvent refused =
          dev.baton.schemas.RunEvent.newBuilder(event)
              .setBody(refused(routed, tooLarge(arrival)))
              .build();
      return event(
          () -> WireEvents.fromAvro(refused, arrival.at()),
          Optional.of(new Refusal(TOO_LARGE, tooLarge(arrival))));
    }
    return poison(TOO_LARGE, tooLarge(arrival));
  }

  /** A request that is too large still gets its one answer, which says so. */
  private static Routed refused(Routed routed, String message) {
    String goal = routed.getRequest().getGoal();
    Request request =
        Request.newBuilder(routed.getRequest())
            .setGoal(goal.length() <= GOAL_SHOWN ? goal : goal.substring(0, GOAL_SHOWN))
            .setInputs(Map.of())
            .setHistory(List.of())
            .build();
    return Routed.newBuilder(routed)
        .setRequest(request)
        .setRejection(new Rejection(TOO_LARGE, message))
        .setWorkflow(null)
        .setCards(List.of())
        .build();
  }

  private Input result(Arrival arrival, Codec codec) {
    return switch (codec.result(arrival.topic(), arrival.value())) {
      case Decoded.Poison<Result> poison -> poison(poison.cause(), poison.message());
      case Decoded.Valid<Result>(var result) -> input(arrival, result);
    };
  }

  private Input input(Arrival arrival, Result result) {
    if (!isKey(arrival, result.getRunId())) {
      return poison(
          INVALID,
          "key: not the run id %s of the value (expected: the same)".formatted(result.getRunId()));
    }
    if (arrival.bytes() <= maxBytes) {
      return event(() -> WireEvents.fromAvro(result, arrival.at()), Optional.empty());
    }
    TaskFailed failure =
        new TaskFailed(
            FailureClass.PERMANENT,
            "result: " + tooLarge(arrival) + "; large content goes by reference",
            null);
    Result failed = Result.newBuilder(result).setBody(failure).build();
    return event(
        () -> WireEvents.fromAvro(failed, arrival.at()),
        Optional.of(new Refusal(TOO_LARGE, tooLarge(arrival))));
  }

  private String tooLarge(Arrival arrival) {
    return "%d bytes (expected: at most %d)".formatted(arrival.bytes(), maxBytes);
  }

  private static boolean isKey(Arrival arrival, String runId) {
    byte[] key = arrival.key();
    return key != null && new String(key, StandardCharsets.UTF_8).equals(runId);
  }

  private static Input event(Supplier<RunEvent> mapping, Optional<Refusal> refusal) {
    try {
      return new Input.Event(mapping.get(), refusal);
    } catch (IllegalArgumentException e) {
      return poison(INVALID, String.valueOf(e.getMessage()));
    }
  }

  private static Input poison(String cause, String message) {
    return new Input.Poison(new Refusal(cause, message));
  }
}
