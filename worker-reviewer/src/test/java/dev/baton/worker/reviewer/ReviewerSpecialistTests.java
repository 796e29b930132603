package dev.baton.worker.reviewer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.agent.task.TaskOutcome;
import dev.baton.documents.testing.InProcessWorker;
import dev.baton.documents.testing.TestTasks;
import dev.baton.schemas.FailureClass;
import dev.baton.schemas.Task;
import dev.baton.search.Verification;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReviewerSpecialistTests {

  @Test
  void refusesATaskWithoutADraft() throws InterruptedException {
    assertThat(perform(TestTasks.task("reviewer", "review", "Why?").build()))
        .isEqualTo(
            TaskOutcome.failure(
                FailureClass.PERMANENT,
                "slice draft: missing (expected: the text that is to be reviewed)"));
  }

  @Test
  void refusesAnUnknownSkillAndNamesTheKnownOne() throws InterruptedException {
    assertThat(perform(TestTasks.task("reviewer", "praise", "Why?").build()))
        .isEqualTo(
            TaskOutcome.failure(
                FailureClass.PERMANENT, "skill: praise (expected: review or merge)"));
  }

  private static TaskOutcome perform(Task task) throws InterruptedException {
    try (InProcessWorker worker =
        InProcessWorker.offline(
            "reviewer",
            new ReviewerSpecialist((_, _) -> new Verification.Found(), InstantSource.system()),
            List.of())) {
      return worker.perform(task);
    }
  }
}
