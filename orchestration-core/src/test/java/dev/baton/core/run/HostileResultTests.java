package dev.baton.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.message.AnswerStatus;
import dev.baton.core.message.Budget;
import dev.baton.core.message.Missing;
import dev.baton.core.message.Request;
import dev.baton.core.message.Result;
import dev.baton.core.message.ResultBody;
import dev.baton.core.message.Task;
import dev.baton.core.message.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Workers err and lie: what they say is judged, and harms nothing but their own attempt. */
class HostileResultTests {
  @Test
  void aConfidenceThatIsNoneWinsNothing() {
    for (double confidence : List.of(Double.NaN, 1e9, -0.5, Double.POSITIVE_INFINITY)) {
      Scenario run =
          Scenario.of("a: {agent: x, forEach: '[\"p\", \"q\"]', merge: best, retry: {max: 1}}");
      run.result(run.task("a", 0), sure(0.9)).result(run.task("a", 1), sure(confidence));
      assertThat(run.answer().status()).as("" + confidence).isEqualTo(AnswerStatus.PARTIAL);
      assertThat(run.answer().fieldsJson()).isEqualTo("{\"sure\":0.9}");
      assertThat(run.answer().missing())
          .extracting(Missing::detail)
          .containsExactly("confidence: " + confidence + " (expected: 0 to 1)");
    }
  }

  private static ResultBody.TaskSucceeded sure(double confidence) {
    String fields = "{\"sure\":%s}".formatted(confidence);
    return new ResultBody.TaskSucceeded(
        Double.isFinite(confidence) ? fields : "{}",
        Optional.empty(),
        List.of(),
        Optional.of(confidence));
  }

  @Test
  void aReportBeyondAllNumbersStopsTheRunInsteadOfMakingItFree() {
    Budget budget =
        new Budget(Optional.of(1_000L), Optional.empty(), Optional.empty(), Optional.empty());
    Scenario run =
        Scenario.of(
            "a: {agent: x}\nb: {agent: x, needs: [a]}", Request.of("goal").withBudget(budget));
    says(run, usage(Long.MAX_VALUE), "e");
    assertThat(run.answer().reason()).startsWith("budget: ").contains("of 1000 tokens is spent");
    assertThat(run.tasks()).hasSize(1);
    assertThat(run.answer().usage().tokens()).isPositive();
  }

  @Test
  void manyReportsBeyondAllNumbersAreCountedAndEachOnce() {
    Scenario run = Scenario.of("a: {agent: x, retry: {max: 1}}\nb: {agent: x}");
    for (int i = 0; i < 5; i++) {
      says(run, usage(Long.MAX_VALUE), "e" + i);
    }
    long spent = run.header().spending().usage().tokens();
    says(run, usage(Long.MAX_VALUE), "e0");
    assertThat(run.header().spending().usage().tokens()).isPositive().isEqualTo(spent);
  }

  private static Usage usage(long much) {
    return new Usage(
        much,
        much,
        much,
        much,
        Integer.MAX_VALUE,
        Integer.MAX_VALUE,
        Duration.ofSeconds(Long.MAX_VALUE),
        List.of());
  }

  private static void says(Scenario run, Usage usage, String executionId) {
    Task task = run.task("a", 0);
    run.happens(
        new RunEvent.ResultReceived(
            new Result(
                task.taskId(),
                run.run(),
                task.attempt(),
                executionId,
                "worker-1",
                run.now(),
                run.now(),
                usage,
                Scenario.success("text", "{}")),
            run.now()));
  }

  @Test
  void aLoopWhoseConditionHasNoValueSaysWhy() {
    Scenario run =
        Scenario.of("a: {agent: x, repeat: {until: steps.a.fields.verdict == \"ok\", max: 1}}");
    run.succeeds("a", 0, "{\"n\":1}").succeeds("a", 0, "{\"n\":2}");
    assertThat(run.answer().reason())
        .contains("has no value (", "verdict", " after 2 rounds")
        .doesNotContain("does not hold");
  }
}
