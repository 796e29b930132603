package dev.baton.orchestrator.stream;

import dev.baton.core.ledger.LedgerEvent;
import dev.baton.core.message.FailureClass;
import dev.baton.core.message.Result;
import dev.baton.core.message.ResultBody;
import dev.baton.core.message.Task;
import dev.baton.core.message.Usage;
import dev.baton.core.run.Applied;
import dev.baton.core.run.Effect;
import dev.baton.core.run.RunEvent;
import dev.baton.core.wire.WireEffects;
import dev.baton.core.wire.WireEvents;
import dev.baton.core.wire.WireLedger;
import dev.baton.core.wire.WireLog;
import dev.baton.orchestrator.codec.Codec;
import dev.baton.orchestrator.codec.UnregisteredSchemaException;
import dev.baton.topics.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** Turns what was decided into records. Thread-safe. */
final class Outbox {

  private static final String WORKER = "orchestrator";

  private final TopicNames names;
  private final TaskTopics taskTopics;
  private final int maxBytes;

  /**
   * An outbox.
   *
   * @param names where records go
   * @param taskTopics where tasks go
   * @param maxBytes largest value of one record
   */
  Outbox(TopicNames names, TaskTopics taskTopics, int maxBytes) {
    this.names = names;
    this.taskTopics = taskTopics;
    this.maxBytes = maxBytes;
  }

  /**
   * What an applied event sends.
   *
   * @param records to be sent in this order, the run log's first
   * @param undeliverable what to tell the machine of tasks that cannot be sent
   * @param refused the request that this event brought is refused: why
   * @param oversize the run log record or answer that no topic would take
   */
  record Mail(
      List<Outgoing> records,
      List<RunEvent> undeliverable,
      Optional<String> refused,
      Optional<String> oversize) {

    Mail {
      records = List.copyOf(records);
      undeliverable = List.copyOf(undeliverable);
    }
  }

  Mail pack(Applied applied, Codec codec) {
    Packing packing = new Packing(codec, applied.entry().at());
    packing.send(
        names.runLog(), applied.entry().runId().toString(), WireLog.toAvro(applied.entry()));
    applied.effects().forEach(packing::perform);
    return packing.mail();
  }

  private final class Packing {

    private final Codec codec;
    private final Instant at;
    private final List<Outgoing> records = new ArrayList<>();
    private final List<RunEvent> undeliverable = new ArrayList<>();
    private Optional<String> refused = Optional.empty();
    private Optional<String> oversize = Optional.empty();

    Packing(Codec codec, Instant at) {
      this.codec = codec;
      this.at = at;
    }

    Mail mail() {
      return new Mail(records, undeliverable, refused, oversize);
    }

    void perform(Effect effect) {
      switch (effect) {
        case Effect.DispatchTask dispatch -> dispatch(dispatch);
        case Effect.PublishAnswer publish ->
            send(names.answers(), publish.answer().runId().toString(), WireEffects.answer(publish));
        case Effect.SendControl control ->
            send(names.control(), control.runId().toString(), WireEffects.control(control));
        case Effect.ContinueLater later ->
            send(names.runs(), later.runId().toString(), WireEffects.continueEvent(later));
        case Effect.TellRun told ->
            send(names.runs(), told.event().runId().toString(), WireEvents.toAvro(told.event()));
        case Effect.TellLedger(LedgerEvent event) ->
            send(names.budget(), event.tenant(), WireLedger.toAvro(event));
        case Effect.ReportProgress progress ->
            send(names.progress(), progress.runId().toString(), WireEffects.progress(progress));
        case Effect.RejectRequest reject ->
            refused = Optional.of("request %s: %s".formatted(reject.origin(), reject.message()));
      }
    }

    void send(String topic, String key, SpecificRecord value) {
      byte[] bytes = codec.encode(topic, value);
      if (bytes.length > maxBytes) {
        oversize =
            Optional.of(
                "record for %s: %d bytes (expected: at most %d)"
                    .formatted(topic, bytes.length, maxBytes));
        return;
      }
      records.add(outgoing(topic, key, bytes));
    }

    private void dispatch(Effect.DispatchTask effect) {
      Task task = effect.task();
      Optional<String> topic = taskTopics.of(task);
      if (topic.isEmpty()) {
        fail(
            task,
            "role '%s' has no topic (expected: %stasks.%s; `baton cluster apply` creates it)"
                .formatted(task.role(), names.prefix(), task.role()));
        return;
      }
      try {
        byte[] bytes = codec.encode(topic.get(), WireEffects.task(effect));
        if (bytes.length > maxBytes) {
          fail(
              task,
              "task: %d bytes with all that it reads (expected: at most %d)"
                  .formatted(bytes.length, maxBytes));
        } else {
          records.add(outgoing(topic.get(), task.taskId().toString(), bytes));
        }
      } catch (UnregisteredSchemaException e) {
        fail(task, "role '%s' cannot be given tasks: %s".formatted(task.role(), e.getMessage()));
      }
    }

    private void fail(Task task, String message) {
      Result result =
          new Result(
              task.taskId(),
              task.runId(),
              task.attempt(),
              WORKER + "-" + task.attempt(),
              WORKER,
              at,
              at,
              Usage.NONE,
              new ResultBody.TaskFailed(FailureClass.PERMANENT, message, Optional.empty()));
      undeliverable.add(new RunEvent.ResultReceived(result, at));
    }

    private Outgoing outgoing(String topic, String key, byte[] value) {
      return new Outgoing(topic, key.getBytes(StandardCharsets.UTF_8), value, at.toEpochMilli());
    }
  }
}
