package dev.baton.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.id.TaskId;
import dev.baton.core.message.FailureClass;
import dev.baton.core.message.Result;
import dev.baton.core.message.ResultBody;
import dev.baton.core.message.SliceEntry;
import dev.baton.core.message.Task;
import dev.baton.core.run.RunRecord.TimerRecord;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Small runs in every order that their results can take; seven of them have 5 040. */
class AllOrdersTests {
  private static final String SEVEN = "'[\"p\", \"q\", \"r\", \"s\", \"t\", \"u\", \"v\"]'";

  @Test
  void sevenItemsOneOfWhichFailsGiveOneAnswer() {
    AllOrders all = play(merged(SEVEN, "best"));
    assertThat(all.orders()).isEqualTo(5_040);
    hasOneAnswer(all);
  }

  @Test
  void everyWayToMergeGivesOneAnswer() {
    for (String merge : List.of("union", "best", "vote", "concat")) {
      AllOrders all = play(merged("'[\"p\", \"q\", \"r\", \"s\", \"t\"]'", merge));
      assertThat(all.orders()).as(merge).isEqualTo(120);
      hasOneAnswer(all);
    }
  }

  @Test
  void sevenIndependentStepsGiveOneAnswer() {
    AllOrders all =
        play(
            """
            a: {agent: x}
            b: {agent: x}
            c: {agent: x}
            d: {agent: x}
            e: {agent: x}
            f: {agent: x}
            g: {agent: x}
            """);
    assertThat(all.orders()).isEqualTo(5_040);
    hasOneAnswer(all);
  }

  /** Three drafts in each of two rounds, beside a step outside of the loop. */
  @Test
  void aReviewLoopGivesOneAnswer() {
    AllOrders all =
        play(
            """
            draft: {agent: x, forEach: '["p", "q", "r"]', writes: k, retry: {max: 1}}
            review:
              agent: x
              needs: [draft]
              reads: [k]
              repeat: {until: steps.review.fields.n == 7, max: 1, redo: [draft, review]}
            aside: {agent: x}
            """);
    assertThat(all.orders()).isGreaterThan(6 * 6);
    hasOneAnswer(all);
  }

  /** A task that fails is tried again between the others' results, whenever its timer fires. */
  @Test
  void aRetryBetweenTheResultsGivesOneAnswer() {
    AllOrders all =
        AllOrders.of(
            """
            a: {agent: x, forEach: '["p", "q", "r", "s", "t"]', writes: k, merge: vote}
            b: {agent: x, needs: [a], reads: [k]}
            """,
            task ->
                task.itemIndex() == 2 && task.attempt() == 1
                    ? failure(FailureClass.TRANSIENT)
                    : success(task),
            AllOrdersTests::isRetry);
    assertThat(all.orders()).isGreaterThanOrEqualTo(720);
    hasOneAnswer(all);
  }

  /** One of seven fails, so that a quorum of four is one of the 15 quartets of the others. */
  @Test
  void aQuorumIsAFunctionOfWhatWasAccepted() {
    AllOrders all = play(joined("quorum: 4"));
    assertThat(all.answers().keySet().stream().map(AllOrdersTests::accepted).distinct())
        .hasSize(15);
    assertThat(all.answers().values()).allSatisfy(one -> assertThat(one).hasSize(1));
  }

  @Test
  void aRaceIsAFunctionOfWhoWonIt() {
    AllOrders all = play(joined("type: first"));
    assertThat(all.answers().keySet().stream().map(AllOrdersTests::accepted).distinct()).hasSize(6);
    assertThat(all.answers().values()).allSatisfy(one -> assertThat(one).hasSize(1));
  }

  /** The deadline passes before, between and after the results. */
  @Test
  void aDeadlineIsAFunctionOfWhatWasAcceptedBeforeIt() {
    AllOrders all =
        AllOrders.of(
            """
            a: {agent: x, forEach: '["p", "q", "r", "s", "t"]', writes: k, join: {deadline: 1m}}
            b: {agent: x, needs: [a], reads: [k]}
            """,
            AllOrdersTests::success,
            timer -> timer.name().startsWith(StepRound.PREFIX));
    assertThat(all.answers().keySet().stream().map(AllOrdersTests::accepted).distinct())
        .as("subsets of five")
        .hasSize(32);
    assertThat(all.answers().values()).allSatisfy(one -> assertThat(one).hasSize(1));
  }

  /** The harness would notice: results merged in the order of their arrival. */
  @Test
  void mergingInTheOrderOfArrivalIsFound() {
    AllOrders all =
        AllOrders.of(
            new RunMachine(Simulation.limits(), new ByArrival()),
            merged("'[\"p\", \"q\", \"r\"]'", "union"),
            AllOrdersTests::success,
            _ -> false);
    assertThat(all.answers().values().stream().flatMap(Set::stream).distinct()).hasSize(6);
  }

  /** Numbers the executions as they come, and merges in that order. */
  private static final class ByArrival extends Guards {
    private int calls;

    @Override
    String execution(Result result) {
      calls++;
      return "%08d".formatted(calls);
    }

    @Override
    List<TaskId> ordered(Draft draft, List<TaskId> tasks) {
      return tasks.stream().sorted(Comparator.comparing(id -> arrived(draft, id))).toList();
    }

    private static String arrived(Draft draft, TaskId id) {
      return draft.findTask(id).map(TaskRecord::executions).orElse(List.of()).stream()
          .findFirst()
          .map(Execution::executionId)
          .orElse("");
    }
  }

  private static void hasOneAnswer(AllOrders all) {
    assertThat(all.answers()).hasSize(1);
    assertThat(all.answers().values().iterator().next()).hasSize(1);
  }

  private static String merged(String items, String merge) {
    return """
    a: {agent: x, forEach: %s, writes: k, merge: %s, retry: {max: 1}}
    b: {agent: x, needs: [a], reads: [k]}
    """
        .formatted(items, merge);
  }

  private static String joined(String join) {
    return """
    a: {agent: x, forEach: %s, writes: k, join: {%s}, retry: {max: 1}}
    b: {agent: x, needs: [a], reads: [k]}
    """
        .formatted(SEVEN, join);
  }

  private static AllOrders play(String steps) {
    return AllOrders.of(
        steps,
        task -> task.itemIndex() == 2 ? failure(FailureClass.PERMANENT) : success(task),
        _ -> false);
  }

  private static boolean isRetry(TimerRecord timer) {
    return timer.name().startsWith("task/") && timer.due().isBefore(Scenario.START.plusSeconds(60));
  }

  private static ResultBody failure(FailureClass failure) {
    return new ResultBody.TaskFailed(failure, "failed", Optional.empty());
  }

  /** Says what it was given, so that an order that shows in a slice shows in the answer. */
  private static ResultBody success(Task task) {
    List<String> given =
        task.slice().stream()
            .map(SliceEntry::parts)
            .flatMap(List::stream)
            .map(part -> part.item() + " " + part.fieldsJson())
            .toList();
    return Scenario.success(
        task.step() + task.itemIndex() + given, "{\"n\": " + task.itemIndex() % 3 + "}");
  }

  private static long accepted(Set<List<Object>> decisions) {
    return decisions.stream()
        .filter(decision -> decision.get(1) instanceof ResultBody.TaskSucceeded)
        .mapToLong(List::hashCode)
        .sum();
  }
}
