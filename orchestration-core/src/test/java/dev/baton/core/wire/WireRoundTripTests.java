package dev.baton.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.core.id.RunId;
import dev.baton.core.message.AgentCard;
import dev.baton.core.message.Answer;
import dev.baton.core.message.Budget;
import dev.baton.core.message.Request;
import dev.baton.core.message.Result;
import dev.baton.core.message.Route;
import dev.baton.core.message.Signal;
import dev.baton.core.message.Task;
import dev.baton.core.message.WorkflowDefinition;
import dev.baton.core.run.Effect;
import dev.baton.core.run.Fact;
import dev.baton.core.run.RunEvent;
import dev.baton.core.run.RunKey;
import dev.baton.core.run.RunLogEntry;
import dev.baton.core.run.RunRecord;
import dev.baton.schemas.RunLogRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WireRoundTripTests {
  private static final int SAMPLES = 30;

  @Test
  void everyFactAndEveryEventComesBackFromTheRunLogsBytes() throws IOException {
    for (Class<?> fact : facts()) {
      for (Class<?> event : RunEvent.class.getPermittedSubclasses()) {
        for (int seed = 0; seed < SAMPLES; seed++) {
          Samples samples = new Samples(seed);
          RunLogEntry entry =
              entry((RunEvent) samples.of(event), List.of((Fact) samples.of(fact)), seed);
          ByteBuffer bytes = WireLog.toAvro(entry).toByteBuffer();
          assertThat(WireLog.fromAvro(RunLogRecord.fromByteBuffer(bytes)))
              .as("%s %s seed %d", fact, event, seed)
              .isEqualTo(entry);
        }
      }
    }
  }

  private static List<Class<?>> facts() {
    return Stream.<Class<?>>of(Fact.class.getPermittedSubclasses())
        .flatMap(group -> Stream.<Class<?>>of(group.getPermittedSubclasses()))
        .toList();
  }

  private static RunLogEntry entry(RunEvent event, List<Fact> facts, long seq) {
    return new RunLogEntry(event.runId(), "tenant", seq, event.at(), "1", event, facts);
  }

  @Test
  void everyStateRecordComesBackFromItsBytes() {
    for (Class<?> type : RunRecord.class.getPermittedSubclasses()) {
      for (int seed = 0; seed < SAMPLES; seed++) {
        RunRecord record = (RunRecord) new Samples(seed).of(type);
        byte[] bytes = WireState.toBytes(record);
        assertThat(bytes[0]).isEqualTo(WireState.VERSION);
        assertThat(WireState.fromBytes(keyOf(record), bytes))
            .as("%s seed %d", type, seed)
            .isEqualTo(record);
      }
    }
  }

  private static RunKey<?> keyOf(RunRecord record) {
    for (Class<?> key : RunKey.class.getPermittedSubclasses()) {
      RunKey<?> sample = (RunKey<?>) new Samples(1).of(key);
      if (sample.type() == record.getClass()) {
        return sample;
      }
    }
    throw new AssertionError("no key for " + record);
  }

  @Test
  void bytesOfAnotherVersionAreRefused() {
    byte[] bytes = WireState.toBytes(new RunRecord.LogPosition(3));
    bytes[0] = 9;
    assertThatThrownBy(() -> WireState.fromBytes(new RunKey.Log(), bytes))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("LogPosition: version 9 (expected: %d)".formatted(WireState.VERSION));
  }

  @Test
  void everyMessageComesBack() {
    for (int seed = 0; seed < SAMPLES; seed++) {
      Samples samples = new Samples(seed);
      Request request = samples.of(Request.class);
      assertThat(WireMessages.fromAvro(WireMessages.toAvro(request))).isEqualTo(request);
      Route route = samples.of(Route.class);
      assertThat(WireMessages.fromAvro(WireMessages.toAvro(route))).isEqualTo(route);
      AgentCard card = samples.of(AgentCard.class);
      assertThat(WireMessages.fromAvro(WireMessages.toAvro(card))).isEqualTo(card);
      WorkflowDefinition definition = samples.of(WorkflowDefinition.class);
      assertThat(WireMessages.fromAvro(WireMessages.toAvro(definition))).isEqualTo(definition);
      Signal signal = samples.of(Signal.class);
      assertThat(WireMessages.fromAvro(WireMessages.toAvro(signal))).isEqualTo(signal);
      Budget budget = samples.of(Budget.class);
      assertThat(WireMessages.fromAvro(WireMessages.toAvro(budget))).isEqualTo(budget);
      Task task = samples.of(Task.class);
      assertThat(WireMessages.fromAvro(WireMessages.toAvro(task))).isEqualTo(task);
      Result result = samples.of(Result.class);
      assertThat(WireMessages.fromAvro(WireMessages.toAvro(result))).isEqualTo(result);
      Answer answer = samples.of(Answer.class);
      assertThat(WireMessages.fromAvro(WireMessages.toAvro(answer))).isEqualTo(answer);
    }
  }

  @Test
  void everyEffectForAWorkerOrAClientHasItsRecord() {
    Samples samples = new Samples(5);
    Effect.DispatchTask dispatch = samples.of(Effect.DispatchTask.class);
    assertThat(WireMessages.fromAvro(WireEffects.task(dispatch))).isEqualTo(dispatch.task());
    Effect.PublishAnswer answer = samples.of(Effect.PublishAnswer.class);
    assertThat(WireMessages.fromAvro(WireEffects.answer(answer))).isEqualTo(answer.answer());

    Effect.SendControl control = samples.of(Effect.SendControl.class);
    assertThat(WireEffects.control(control).getAttemptUpTo()).isEqualTo(control.attemptUpTo());
    assertThat(Optional.ofNullable(WireEffects.control(control).getTaskId()))
        .isEqualTo(control.taskId().map(Object::toString));

    Effect.ContinueLater later = samples.of(Effect.ContinueLater.class);
    RunEvent next = WireEvents.fromAvro(WireEffects.continueEvent(later), later.at());
    assertThat(next)
        .isEqualTo(
            new RunEvent.Continued(
                later.runId(),
                later.tenant(),
                later.at(),
                later.at(),
                later.work(),
                later.cursor()));

    Effect.ReportProgress progress = samples.of(Effect.ReportProgress.class);
    assertThat(WireEffects.progress(progress).getText()).isEqualTo(progress.text());
  }

  @Test
  void aMalformedRunIdIsNamed() {
    dev.baton.schemas.RunEvent event =
        new dev.baton.schemas.RunEvent(
            "run-7", "tenant", Instant.EPOCH, new dev.baton.schemas.Continue("purge", 0L));
    assertThatThrownBy(() -> WireEvents.fromAvro(event, Instant.EPOCH))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("runId: \"run-7\" (expected: a UUID)");
  }

  @Test
  void keysComeBackAndKeepARunsRecordsTogetherAndInOrder() {
    RunId run = new Samples(1).of(RunId.class);
    for (Class<?> type : RunKey.class.getPermittedSubclasses()) {
      for (int seed = 0; seed < SAMPLES; seed++) {
        RunKey<?> key = (RunKey<?>) new Samples(seed).of(type);
        byte[] bytes = WireKeys.toBytes(run, key);
        assertThat(WireKeys.key(bytes)).isEqualTo(key);
        assertThat(WireKeys.run(bytes)).isEqualTo(run);
        assertThat(bytes).startsWith(WireKeys.prefix(run));
      }
    }
    List<RunKey<?>> ordered =
        List.of(
            new RunKey.Header(),
            new RunKey.StepKey("a", 0),
            new RunKey.StepKey("a", 1),
            new RunKey.StepKey("a", 300),
            new RunKey.StepKey("ab", 0),
            new RunKey.Items("a", 0, 2),
            new RunKey.Items("a", 0, 256),
            new RunKey.Timer("run"));
    assertThat(ordered.stream().map(key -> WireKeys.toBytes(run, key)).toList())
        .isSortedAccordingTo(Arrays::compareUnsigned);
  }
}
