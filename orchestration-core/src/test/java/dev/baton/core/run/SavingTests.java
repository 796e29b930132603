package dev.baton.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.message.AgentCard;
import dev.baton.core.message.AnswerStatus;
import dev.baton.core.message.Budget;
import dev.baton.core.message.FailureClass;
import dev.baton.core.message.Request;
import dev.baton.core.message.Result;
import dev.baton.core.message.ResultBody;
import dev.baton.core.message.Task;
import dev.baton.core.message.Usage;
import dev.baton.core.workflow.WorkflowParser;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a run does without once its budget nears its end. */
class SavingTests {

  private static Scenario bounded(String steps, long tokens) {
    Budget budget =
        new Budget(Optional.of(tokens), Optional.empty(), Optional.empty(), Optional.empty());
    Scenario fresh = Scenario.fresh();
    RunEvent.Routed routed =
        Scenario.routedEvent(
            fresh.run(),
            Request.of("goal").withBudget(budget),
            WorkflowParser.definition(Scenario.workflow(steps)),
            fresh.now());
    return fresh.happens(
        new RunEvent.Routed(
            routed.runId(),
            routed.tenant(),
            routed.madeAt(),
            routed.at(),
            routed.request(),
            routed.requestDigest(),
            routed.origin(),
            routed.route(),
            Optional.empty(),
            routed.workflow(),
            List.of(withCheaperTier()),
            List.of(),
            Optional.empty()));
  }

  private static AgentCard withCheaperTier() {
    AgentCard plain = AgentCard.of("x", "work");
    return new AgentCard(
        plain.role(),
        plain.version(),
        plain.description(),
        plain.skills(),
        plain.examples(),
        "smart",
        Optional.of("fast"),
        plain.prompt(),
        plain.tools(),
        plain.permissions(),
        plain.limits(),
        plain.outputSchema(),
        plain.handoffTo(),
        plain.requiresLiveWorker());
  }

  private static Scenario spends(Scenario run, Task task, long tokens, ResultBody body) {
    Usage usage = new Usage(tokens, 0, 0, 0, 1, 0, Duration.ZERO, List.of("m"));
    return run.happens(
        new RunEvent.ResultReceived(
            new Result(
                task.taskId(),
                run.run(),
                task.attempt(),
                task.step() + task.itemIndex() + "#" + task.attempt(),
                "worker",
                run.now(),
                run.now(),
                usage,
                body),
            run.now()));
  }

  private static Scenario spends(Scenario run, String step, int index, long tokens) {
    return spends(run, run.task(step, index), tokens, Scenario.success("text", "{}"));
  }

  @Test
  void cheaperTiersAreUsedFirst() {
    Scenario run = bounded("a: {agent: x}\nb: {agent: x, needs: [a]}", 20_000);
    assertThat(run.task("a", 0).degraded()).isFalse();
    spends(run, "a", 0, 16_000);
    assertThat(run.justDecided()).contains("BudgetDegraded");
    assertThat(run.task("b", 0).degraded()).isTrue();
    spends(run, "b", 0, 10);
    assertThat(run.answer().status()).isEqualTo(AnswerStatus.COMPLETE);
    assertThat(run.answer().savings())
        .containsExactly("cheaper models: 80% of the run's budget of 20000 tokens is spent");
  }

  @Test
  void optionalItemsAreLeftOutNext() {
    Scenario run =
        bounded(
            "a: {agent: x}\nb: {agent: x, needs: [a], forEach: '[\"p\", \"q\", \"r\"]'}", 40_000);
    spends(run, "a", 0, 20_000);
    assertThat(run.tasks()).as("nothing is saved at 50 %").hasSize(4);

    Scenario late =
        bounded(
            "a: {agent: x}\nb: {agent: x, needs: [a], forEach: '[\"p\", \"q\", \"r\"]'}", 40_000);
    spends(late, "a", 0, 37_000);
    assertThat(late.tasks()).as("the first item is always worked on").hasSize(2);
    spends(late, "b", 0, 10);
    assertThat(late.answer().status()).isEqualTo(AnswerStatus.PARTIAL);
    assertThat(late.answer().missing())
        .hasSize(2)
        .allSatisfy(missing -> {
          assertThat(missing.reason()).isEqualTo(FailureClass.BUDGET);
          assertThat(missing.detail()).startsWith("left out: ");
        });
  }

  @Test
  void nothingIsTriedAgainAtTheVeryEnd() {
    Scenario run = bounded("a: {agent: x, retry: {max: 3}}", 100_000);
    ResultBody failure =
        new ResultBody.TaskFailed(FailureClass.TRANSIENT, "busy", Optional.empty());
    spends(run, run.task("a", 0), 96_000, failure);
    assertThat(run.justDecided()).doesNotContain("RetryScheduled");
    assertThat(run.answer().status()).isEqualTo(AnswerStatus.FAILED);
  }

  @Test
  void aRunThatSpentTooMuchIsStopped() {
    Scenario run = bounded("a: {agent: x}\nb: {agent: x}\nc: {agent: x, needs: [b]}", 9_000);
    spends(run, "a", 0, 9_001);
    assertThat(run.answer().status()).isEqualTo(AnswerStatus.PARTIAL);
    assertThat(run.answer().reason()).isEqualTo("budget: 9001 tokens are spent of 9000");
    assertThat(run.justControlled()).as("what still runs is stopped").hasSize(1);
    assertThat(run.answer().missing())
        .allSatisfy(missing -> assertThat(missing.reason()).isEqualTo(FailureClass.BUDGET));
  }
}
