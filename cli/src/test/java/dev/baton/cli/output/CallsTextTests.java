package dev.baton.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.schemas.JournalKind;
import dev.baton.schemas.JournalRecord;
import dev.baton.schemas.Usage;
import dev.baton.serde.ContractClasses;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallsTextTests {

  static {
    ContractClasses.trust();
  }

  @Test
  void saysWhatACallWasAndWhatWasLeftOutOfItsRequest() {
    Usage usage =
        Usage.newBuilder()
            .setInputTokens(900)
            .setCachedTokens(100)
            .setOutputTokens(20)
            .setCostMicros(1_234)
            .setDurationMillis(70)
            .build();
    JournalRecord call =
        record(JournalKind.MODEL_CALL, "gpt-4.1")
            .setUsage(usage)
            .setPromptDigest("0a1b2c3d4e5f6071")
            .setTrimmedJson(
                """
                {"window":5500,"before":7000,"after":5400,"droppedMessages":2,
                 "shortened":[{"message":2,"tool":"search","characters":6000}]}\
                """)
            .build();

    assertThat(CallsText.lines(List.of(call)))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .endsWith(
                        "task 01234567, attempt 2, call 3: model gpt-4.1, 900 tokens in (100 cached), 20 out, 0.001234, 70 ms, prompt 0a1b2c3d4e5f"),
            line ->
                assertThat(line)
                    .isEqualTo(
                        "        → left out for a window of 5500 tokens: about 7000 tokens became 5400; 2 messages dropped; shortened: message 2 (search, 6000 characters)"));
  }

  @Test
  void saysWhereAnExecutionGoesOn() {
    JournalRecord resumed =
        record(JournalKind.EXECUTION_STARTED, "execution").setResumesFrom("e-1").build();

    assertThat(CallsText.lines(List.of(resumed)).getFirst())
        .endsWith("goes on where execution e-1 stood");
  }

  private static JournalRecord.Builder record(JournalKind kind, String name) {
    return JournalRecord.newBuilder()
        .setTaskId("0123456789abcdef")
        .setRunId("r")
        .setAttempt(2)
        .setExecutionId("e-2")
        .setIndex(3)
        .setKind(kind)
        .setName(name)
        .setRequestDigest("d")
        .setReplyJson("{}")
        .setUsage(Usage.newBuilder().build())
        .setAt(Instant.EPOCH);
  }
}
