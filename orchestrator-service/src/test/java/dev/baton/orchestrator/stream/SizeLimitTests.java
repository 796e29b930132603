package dev.baton.orchestrator.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.schemas.Answer;
import dev.baton.schemas.AnswerStatus;
import dev.baton.schemas.DeadLetter;
import dev.baton.schemas.Task;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SizeLimitTests {

  private static final Duration TICK = Duration.ofMillis(50);

  @TempDir Path stateDir;

  @Test
  void failsATaskWhoseResultIsTooLarge() {
    try (Scenario scenario = new Scenario(stateDir)) {
      scenario.request("k", Scenario.SINGLE);
      Task task = scenario.tasks("noop").getFirst();

      scenario.succeed(task, "x".repeat(300_001));

      Answer answer = scenario.answers().getFirst();
      assertThat(answer.getStatus()).isNotEqualTo(AnswerStatus.COMPLETE);
      assertThat(answer.getMissing().getFirst().getDetail())
          .contains("expected: at most 300000")
          .contains("by reference");
      assertThat(scenario.deadLetters())
          .extracting(DeadLetter::getCause)
          .containsExactly("too-large");
    }
  }

  @Test
  void answersARequestThatIsTooLarge() {
    try (Scenario scenario = new Scenario(stateDir)) {
      scenario.send(
          Messages.routed("k", "x".repeat(300_001), scenario.now(), Scenario.SINGLE, "noop"));

      List<Answer> answers = scenario.answers();
      assertThat(answers).hasSize(1);
      assertThat(answers.getFirst().getStatus()).isEqualTo(AnswerStatus.FAILED);
      assertThat(answers.getFirst().getReason()).contains("too-large");
      assertThat(scenario.tasks("noop")).isEmpty();
    }
  }

  @Test
  void endsARunWhoseRecordsNoTopicTakes() {
    // The result itself is allowed, what it becomes in the run log is not.
    try (Scenario scenario = new Scenario(stateDir, new Engine.Bounds(TICK, 256, 50_000, 60_000))) {
      scenario.request("k", Scenario.SINGLE);
      Task task = scenario.tasks("noop").getFirst();

      scenario.succeed(task, "x".repeat(40_000));

      List<Answer> answers = scenario.answers();
      assertThat(answers).hasSize(1);
      assertThat(answers.getFirst().getStatus()).isEqualTo(AnswerStatus.CANCELLED);
      assertThat(answers.getFirst().getReason()).contains("expected: at most 60000");
      assertThat(scenario.deadLetters())
          .extracting(DeadLetter::getCause)
          .containsExactly("too-large");
    }
  }
}
