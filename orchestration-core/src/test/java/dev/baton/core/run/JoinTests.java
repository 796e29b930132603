package dev.baton.core.run;

import static dev.baton.core.message.FailureClass.PERMANENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.message.AnswerStatus;
import dev.baton.core.message.Content;
import dev.baton.core.message.Missing;
import dev.baton.core.message.ResultBody;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class JoinTests {
  private static final String FOUR = "a: {agent: x, forEach: '[\"p\", \"q\", \"r\", \"s\"]', %s}";

  @Nested
  class WhenEnoughResultsAreThere {
    @Test
    void aQuorumEndsTheStepAndStopsTheOthers() {
      Scenario run = Scenario.of(FOUR.formatted("join: {quorum: 2}"));
      run.succeeds("a", 3).succeeds("a", 1);
      assertThat(run.justDecided())
          .containsSubsequence("TaskSucceeded", "StepCompleted", "TaskCancelled", "TaskCancelled");
      assertThat(run.justControlled())
          .extracting(control -> control.taskId().orElseThrow())
          .containsExactly(run.task("a", 0).taskId(), run.task("a", 2).taskId());
      assertThat(run.answer().status()).isEqualTo(AnswerStatus.COMPLETE);
      assertThat(run.answer().content()).contains(Content.markdown("a1\n\na3"));
    }

    @Test
    void theFirstResultIsEnough() {
      Scenario run = Scenario.of(FOUR.formatted("join: first"));
      run.fails("a", 0, PERMANENT).succeeds("a", 2);
      assertThat(run.answer().status()).isEqualTo(AnswerStatus.COMPLETE);
      assertThat(run.answer().content()).contains(Content.markdown("a2"));
      assertThat(run.answer().missing()).isEmpty();
    }

    @Test
    void tasksThatWereNotCreatedNeverAre() {
      String each = "forEach: {items: '[\"p\", \"q\", \"r\"]', concurrency: 1}";
      Scenario run = Scenario.of("a: {agent: x, " + each + ", join: first}\nb: {agent: x}");
      run.succeeds("a", 0);
      assertThat(run.justDispatched()).isEmpty();
      assertThat(run.justDecided()).containsExactly("TaskSucceeded", "StepCompleted");
    }

    @Test
    void aLateResultIsSupersededAndItsCostCounted() {
      Scenario run = Scenario.of(FOUR.formatted("join: first") + "\nb: {agent: x}");
      run.succeeds("a", 0).succeeds("a", 1);
      assertThat(run.justDecided()).containsExactly("ResultSuperseded");
      run.succeeds("b");
      assertThat(run.answer().usage().inputTokens()).isEqualTo(30);
    }
  }

  @Nested
  class WhenTooFewResultsCome {
    @Test
    void aQuorumThatCannotBeHadIsPartial() {
      Scenario run = Scenario.of(FOUR.formatted("join: {quorum: 3}"));
      run.fails("a", 0, PERMANENT).fails("a", 1, PERMANENT).succeeds("a", 2);
      assertThat(run.isFinished()).isFalse();
      run.succeeds("a", 3);
      assertThat(run.answer().status()).isEqualTo(AnswerStatus.PARTIAL);
      assertThat(run.answer().missing())
          .extracting(Missing::item)
          .containsExactly(Optional.of("p"), Optional.of("q"));
    }

    @Test
    void aListThatIsShorterThanTheQuorumIsNamed() {
      Scenario run =
          Scenario.of("a: {agent: x, forEach: 'goal == \"\" ? [] : [\"p\"]', join: {quorum: 2}}");
      run.succeeds("a", 0);
      assertThat(run.answer().status()).isEqualTo(AnswerStatus.PARTIAL);
      assertThat(run.answer().missing())
          .extracting(Missing::detail)
          .containsExactly("has 1 results of the 2 that its join asks for");
    }

    @Test
    void whatIsThereAtTheDeadlineIsEnoughWhereTheJoinSaysSo() {
      Scenario run = Scenario.of(FOUR.formatted("join: {type: deadline, deadline: 1m}"));
      run.succeeds("a", 1).passes(Duration.ofMinutes(1));
      assertThat(run.answer().status()).isEqualTo(AnswerStatus.COMPLETE);
      assertThat(run.answer().content()).contains(Content.markdown("a1"));
      assertThat(run.controls()).isNotEmpty();
    }
  }

  @Nested
  class WhenResultsAreVotedOn {
    @Test
    void theMostCommonOneWinsAndEqualFieldsAreOneVote() {
      Scenario run = Scenario.of(FOUR.formatted("merge: vote"));
      run.succeeds("a", 0, "{\"v\": 1, \"w\": 2}");
      run.succeeds("a", 1, "{\"v\": 3}");
      run.succeeds("a", 2, "{\"w\":2,\"v\":1}");
      run.succeeds("a", 3, "{\"v\": 4}");
      assertThat(run.answer().fieldsJson()).contains("\"v\"").contains("1");
    }

    @Test
    void confidenceBreaksATie() {
      Scenario run = Scenario.of(FOUR.formatted("merge: vote"));
      List<String> texts = List.of("yes", " no", "no ", "yes");
      for (int index = 0; index < texts.size(); index++) {
        run.result(
            run.task("a", index),
            new ResultBody.TaskSucceeded(
                "{}",
                Optional.of(Content.markdown(texts.get(index))),
                List.of(),
                Optional.of(index == 2 ? 0.9 : 0.5)));
      }
      assertThat(run.answer().content()).contains(Content.markdown("no "));
    }
  }
}
