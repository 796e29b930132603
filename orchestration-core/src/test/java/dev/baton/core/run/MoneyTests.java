package dev.baton.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.message.AnswerStatus;
import dev.baton.core.message.Budget;
import dev.baton.core.message.EarlierExecution;
import dev.baton.core.message.FailureClass;
import dev.baton.core.message.Request;
import dev.baton.core.message.Result;
import dev.baton.core.message.ResultBody;
import dev.baton.core.message.Task;
import dev.baton.core.message.Usage;
import dev.baton.core.workflow.WorkflowParser;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MoneyTests {

  private static Request bounded(long tokens, long costMicros) {
    return Request.of("goal")
        .withBudget(
            new Budget(
                Optional.of(tokens), Optional.of(costMicros), Optional.empty(), Optional.empty()));
  }

  private static Scenario priced(String steps, Request request, long microsPerMillion) {
    RunLimits limits =
        RunLimits.DEFAULT.withBudgets(
            BudgetLimits.DEFAULT.withPrices(Map.of("fast", microsPerMillion)));
    return Scenario.fresh(limits)
        .route(request, WorkflowParser.definition(Scenario.workflow(steps)));
  }

  private static Usage usage(long tokens, long costMicros) {
    return new Usage(tokens, 0, 0, costMicros, 1, 0, Duration.ofMillis(3), List.of("model"));
  }

  private static Result result(
      Scenario run, Task task, ResultBody body, Usage usage, EarlierExecution... earlier) {
    return new Result(
        task.taskId(),
        run.run(),
        task.attempt(),
        "execution-" + task.attempt(),
        "worker-1",
        run.now(),
        run.now(),
        usage,
        body,
        List.of(earlier));
  }

  private static Scenario says(Scenario run, Result result) {
    return run.happens(new RunEvent.ResultReceived(result, run.now()));
  }

  @Test
  void anAttemptIsGivenItsShareAndTheRestIsFreeAgainAtItsResult() {
    Scenario run = Scenario.of("a: {agent: x}\nb: {agent: x, needs: [a]}", bounded(100_000, 1_000));
    assertThat(run.task("a", 0).maxCostMicros()).contains(500L);
    assertThat(run.header().spending().costMicrosReserved()).isEqualTo(500);
    says(run, result(run, run.task("a", 0), Scenario.success("a", "{}"), usage(10, 120)));
    assertThat(run.task("b", 0).maxCostMicros()).contains(880L);
    says(run, result(run, run.task("b", 0), Scenario.success("b", "{}"), usage(10, 880)));
    assertThat(run.answer().status()).isEqualTo(AnswerStatus.COMPLETE);
    assertThat(run.answer().usage().costMicros()).isEqualTo(1_000);
  }

  @Test
  void noMoreThanItsTokensCanCostIsSetAsideWhereThePriceIsKnown() {
    Scenario run = priced("a: {agent: x}", bounded(1_000_000, 9_000_000), 8_000_000);
    assertThat(run.task("a", 0).maxTokens()).as("the card's").contains(100_000L);
    assertThat(run.task("a", 0).maxCostMicros()).contains(800_000L);
  }

  @Test
  void anAttemptThatHardlyACallCouldBePaidForIsRefused() {
    Scenario run = priced("a: {agent: x}", bounded(1_000_000, 2_000), 8_000_000);
    assertThat(run.tasks()).isEmpty();
    assertThat(run.answer().status()).isEqualTo(AnswerStatus.FAILED);
    assertThat(run.answer().missing())
        .singleElement()
        .satisfies(missing -> {
          assertThat(missing.reason()).isEqualTo(FailureClass.BUDGET);
          assertThat(missing.detail())
              .isEqualTo(
                  "the run's budget of 2000 cost micros is spent (0, and an attempt needs 2048)");
        });
  }

  @Test
  void whatALostAttemptMayStillSpendStaysSetAsideUntilItsLastWord() {
    Scenario run =
        Scenario.of(
            "a: {agent: x, timeout: 1m, queueTimeout: 1m, retry: {max: 3}}\nb: {agent: x, needs: [a]}",
            bounded(100_000, 1_000));
    Task lost = run.task("a", 0);
    run.passes(Duration.ofMinutes(3));
    Task second = run.task("a", 0);
    assertThat(second.attempt()).isEqualTo(2);
    assertThat(second.maxCostMicros()).as("half of what is not at risk").contains(250L);
    assertThat(run.header().spending().costMicrosReserved()).isEqualTo(750);
    says(run, result(run, lost, new ResultBody.Abandoned("cancelled"), usage(10, 100)));
    assertThat(run.justDecided()).containsExactly("ResultSuperseded");
    assertThat(run.header().spending().costMicrosReserved()).isEqualTo(250);
    assertThat(run.header().spending().usage().costMicros()).isEqualTo(100);
    says(run, result(run, lost, new ResultBody.Abandoned("cancelled"), usage(10, 100)));
    assertThat(run.header().spending().costMicrosReserved()).as("settled once").isEqualTo(250);
  }

  @Test
  void whatAnExecutionThatDiedHasSpentIsCountedOnce() {
    Scenario run = Scenario.of("a: {agent: x}\nb: {agent: x, needs: [a]}", bounded(100_000, 1_000));
    EarlierExecution died = new EarlierExecution("died", usage(40, 300));
    says(
        run,
        result(
            run,
            run.task("a", 0),
            new ResultBody.TaskStarted(Duration.ofMinutes(1)),
            usage(1, 1),
            died));
    assertThat(run.header().spending().costMicrosReserved()).isEqualTo(199);
    says(run, result(run, run.task("a", 0), Scenario.success("a", "{}"), usage(10, 50), died));
    assertThat(run.header().spending().usage().costMicros()).isEqualTo(350);
    assertThat(run.task("b", 0).maxCostMicros()).contains(650L);
  }
}
