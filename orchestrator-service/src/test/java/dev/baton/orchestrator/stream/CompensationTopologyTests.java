package dev.baton.orchestrator.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.schemas.Answer;
import dev.baton.schemas.AnswerStatus;
import dev.baton.schemas.StepReport;
import dev.baton.schemas.Task;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Taking effects back, over topics, state store and timers. */
class CompensationTopologyTests {

  private static final String WORKFLOW =
      """
      name: outside
      steps:
        book: {agent: noop, compensate: {agent: other}}
        pay: {agent: noop, needs: [book], retry: {max: 1}, onMissing: fail}
      """;

  @TempDir private Path stateDir;
  private Scenario scenario;

  @BeforeEach
  void open() {
    scenario = new Scenario(stateDir);
    scenario.topics.add(Scenario.NAMES.tasks("other"));
    scenario.send(Messages.routed("k", "goal of k", scenario.now(), WORKFLOW, "noop", "other"));
    scenario.tasks("noop").forEach(task -> scenario.succeed(task, "booked"));
    Task pay = scenario.tasks("noop").getFirst();
    scenario.send("noop", Messages.transientFailure(pay, scenario.now()));
  }

  @AfterEach
  void close() {
    scenario.close();
  }

  @Test
  void answersOnceTheEffectIsTakenBackByTheRoleThatMayDoIt() {
    assertThat(scenario.answers()).isEmpty();
    Task undo = scenario.tasks("other").getFirst();
    assertThat(undo.getStep()).isEqualTo("book/compensate");
    assertThat(undo.getSlice().getFirst().getParts().getFirst().getContent().getText())
        .isEqualTo("booked");

    scenario.send("noop", Messages.success(undo, scenario.now(), "forged"));
    assertThat(scenario.deadLetters())
        .singleElement()
        .satisfies(letter ->
            assertThat(letter.getMessage()).contains("by role 'noop' (expected: 'other')"));
    assertThat(scenario.answers()).isEmpty();

    scenario.succeed(undo, "cancelled");
    assertThat(scenario.answers())
        .singleElement()
        .satisfies(answer -> {
          assertThat(answer.getStatus()).isEqualTo(AnswerStatus.FAILED);
          assertThat(answer.getSteps())
              .extracting(StepReport::getCompensation)
              .containsExactly("1 of 1 taken back", null);
        });
  }

  @Test
  void answersWhenTheTimeForItIsUp() {
    scenario.advance(Duration.ofMinutes(2).plusSeconds(1));

    List<Answer> answers = scenario.answers();
    assertThat(answers).hasSize(1);
    assertThat(answers.getFirst().getReason()).contains("not compensated: step 'book'");
  }
}
