package dev.baton.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.schemas.FailureClass;
import dev.baton.schemas.JournalKind;
import dev.baton.schemas.JournalRecord;
import dev.baton.schemas.Task;
import dev.baton.schemas.Usage;
import dev.baton.serde.ContractClasses;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EarlierCallsTests {

  static {
    ContractClasses.trust();
  }

  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

  @Test
  void usesTheLastExecutionOfTheSameAttempt() {
    EarlierCalls calls =
        EarlierCalls.of(
            task(1, null), List.of(record(1, "x", 1, "d1", null), record(1, "y", 1, "d1", null)));

    assertThat(calls.resumesFrom()).contains("y");
    assertThat(calls.find(1, JournalKind.MODEL_CALL, "d1"))
        .get()
        .extracting(JournalRecord::getExecutionId)
        .isEqualTo("y");
  }

  @Test
  void matchesPlaceKindAndRequest() {
    EarlierCalls calls = EarlierCalls.of(task(1, null), List.of(record(1, "x", 1, "d1", null)));

    assertThat(calls.find(1, JournalKind.MODEL_CALL, "d2")).isEmpty();
    assertThat(calls.find(2, JournalKind.MODEL_CALL, "d1")).isEmpty();
    assertThat(calls.find(1, JournalKind.TOOL_CALL, "d1")).isEmpty();
  }

  @Test
  void followsTheChainOfExecutionsThatResumed() {
    EarlierCalls calls =
        EarlierCalls.of(
            task(3, FailureClass.TIMEOUT),
            List.of(
                record(1, "x", 1, "d1", null),
                record(2, "y", 0, "start", "x"),
                record(2, "y", 2, "d2", null)));

    assertThat(calls.resumesFrom()).contains("y");
    assertThat(calls.find(1, JournalKind.MODEL_CALL, "d1")).isPresent();
    assertThat(calls.find(2, JournalKind.MODEL_CALL, "d2")).isPresent();
  }

  @Test
  void neverUsesAnAttemptThatFailedAsMalformedOrRefused() {
    for (FailureClass failure :
        List.of(FailureClass.MALFORMED, FailureClass.REFUSED, FailureClass.PERMANENT)) {
      Task task = task(2, failure);

      assertThat(EarlierCalls.possible(task, 1)).as("%s", failure).isFalse();
      assertThat(EarlierCalls.of(task, List.of(record(1, "x", 1, "d1", null))).resumesFrom())
          .as("%s", failure)
          .isEmpty();
    }
  }

  @Test
  void doesNotReachBehindAnAttemptThatStartedAfresh() {
    // Attempt 1 was malformed, so attempt 2 began anew and timed out: attempt 3 resumes from 2
    // alone.
    EarlierCalls calls =
        EarlierCalls.of(
            task(3, FailureClass.TIMEOUT),
            List.of(record(1, "x", 1, "bad", null), record(2, "y", 1, "good", null)));

    assertThat(calls.find(1, JournalKind.MODEL_CALL, "bad")).isEmpty();
    assertThat(calls.find(1, JournalKind.MODEL_CALL, "good")).isPresent();
  }

  @Test
  void looksUpOnlyWhereSomethingCanBeThere() {
    assertThat(EarlierCalls.possible(task(1, null), 1)).isFalse();
    assertThat(EarlierCalls.possible(task(1, null), 2)).isTrue();
    assertThat(EarlierCalls.possible(task(2, FailureClass.ABANDONED), 1)).isTrue();
  }

  private static Task task(int attempt, @Nullable FailureClass previous) {
    return Task.newBuilder()
        .setTaskId("t")
        .setRunId("r")
        .setTenant("default")
        .setStep("s")
        .setRound(0)
        .setItemIndex(0)
        .setAttempt(attempt)
        .setRole("tester")
        .setSkill("work")
        .setGoal("g")
        .setObjective("o")
        .setPreviousFailure(previous)
        .setCreatedAt(NOW)
        .setTimeoutMillis(1000)
        .setStartBy(NOW)
        .setDeadline(NOW)
        .build();
  }

  private static JournalRecord record(
      int attempt, String execution, int index, String digest, @Nullable String from) {
    return JournalRecord.newBuilder()
        .setTaskId("t")
        .setRunId("r")
        .setAttempt(attempt)
        .setExecutionId(execution)
        .setIndex(index)
        .setKind(index == 0 ? JournalKind.EXECUTION_STARTED : JournalKind.MODEL_CALL)
        .setName("m")
        .setRequestDigest(digest)
        .setReplyJson("{}")
        .setResumesFrom(from)
        .setUsage(Usage.newBuilder().build())
        .setAt(NOW)
        .build();
  }
}
