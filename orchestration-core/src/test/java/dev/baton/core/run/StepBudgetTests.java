package dev.baton.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.baton.core.message.AnswerStatus;
import dev.baton.core.message.Budget;
import dev.baton.core.message.FailureClass;
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

class StepBudgetTests {

  private static Request bounded(long tokens) {
    return Request.of("goal")
        .withBudget(
            new Budget(Optional.of(tokens), Optional.empty(), Optional.empty(), Optional.empty()));
  }

  private static void says(Scenario run, Task task, ResultBody body, long tokens) {
    Usage usage = new Usage(tokens, 0, 0, 0, 1, 0, Duration.ofMillis(3), List.of("model"));
    Result result =
        new Result(
            task.taskId(),
            run.run(),
            task.attempt(),
            "execution-" + task.attempt(),
            "worker-1",
            run.now(),
            run.now(),
            usage,
            body);
    run.happens(new RunEvent.ResultReceived(result, run.now()));
  }

  @Test
  void theItemsOfAFanOutShareWhatTheirStepHasAndOtherStepsKeepTheRest() {
    Scenario run =
        Scenario.of(
            """
            a: {agent: x, forEach: '["p", "q"]', budget: {maxTokens: 6000, maxCostMicros: 90}}
            b: {agent: x, needs: [a]}
            """,
            bounded(100_000));
    assertThat(run.task("a", 0).maxTokens()).contains(3_000L);
    assertThat(run.task("a", 1).maxTokens()).contains(3_000L);
    assertThat(run.task("a", 1).maxCostMicros()).contains(45L);
    says(run, run.task("a", 0), Scenario.success("p", "{}"), 1_000);
    says(run, run.task("a", 1), Scenario.success("q", "{}"), 3_000);
    assertThat(run.task("b", 0).maxTokens()).contains(96_000L);
    assertThat(run.task("b", 0).maxCostMicros()).isEmpty();
  }

  @Test
  void theRunsBoundHoldsWhereItIsTheTighterOne() {
    Scenario run = Scenario.of("a: {agent: x, budget: {maxTokens: 50000}}", bounded(2_000));
    assertThat(run.task("a", 0).maxTokens()).contains(2_000L);
  }

  @Test
  void aSecondTryIsPaidFromWhatTheFirstLeft() {
    Scenario run =
        Scenario.of(
            "a: {agent: x, retry: {max: 3, backoff: 1s}, budget: {maxTokens: 5000}}",
            bounded(100_000));
    ResultBody failure =
        new ResultBody.TaskFailed(FailureClass.TRANSIENT, "overloaded", Optional.empty());
    says(run, run.task("a", 0), failure, 2_000);
    run.passes(Duration.ofSeconds(2));
    assertThat(run.task("a", 0).attempt()).isEqualTo(2);
    assertThat(run.task("a", 0).maxTokens()).contains(3_000L);
    says(run, run.task("a", 0), failure, 2_900);
    run.passes(Duration.ofSeconds(4));
    assertThat(run.answer().status()).isEqualTo(AnswerStatus.FAILED);
    assertThat(run.answer().missing())
        .extracting(Missing::reason, Missing::detail)
        .containsExactly(
            tuple(
                FailureClass.BUDGET,
                "the step's budget of 5000 tokens is spent (4900, and an attempt needs 256)"));
  }

  @Test
  void itemsBeyondTheStepsTasksAreMissing() {
    Scenario run =
        Scenario.of(
            """
            a: {agent: x, forEach: '["p", "q", "r"]', writes: k, budget: {maxTasks: 2}}
            """,
            bounded(100_000));
    says(run, run.task("a", 0), Scenario.success("p", "{}"), 10);
    says(run, run.task("a", 1), Scenario.success("q", "{}"), 10);
    assertThat(run.answer().status()).isEqualTo(AnswerStatus.PARTIAL);
    assertThat(run.answer().missing())
        .extracting(Missing::detail)
        .containsExactly("the step's budget of 2 tasks is spent (2)");
  }
}
