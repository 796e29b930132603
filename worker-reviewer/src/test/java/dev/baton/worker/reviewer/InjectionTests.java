package dev.baton.worker.reviewer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.agent.json.Json;
import dev.baton.agent.task.TaskOutcome;
import dev.baton.documents.testing.InProcessWorker;
import dev.baton.documents.testing.ObedientModel;
import dev.baton.documents.testing.Orders;
import dev.baton.documents.testing.TestTasks;
import dev.baton.schemas.Citation;
import dev.baton.schemas.JournalKind;
import dev.baton.schemas.JournalRecord;
import dev.baton.schemas.Task;
import dev.baton.search.Verification;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A critic that obeys every text: it touches nothing, and a failed check stays failed. */
class InjectionTests {

  /** Critic's replies: the first and two repairs. */
  private static final int MOST_CALLS = 3;

  private enum WayIn {
    REQUEST,
    DRAFT,
    SOURCE
  }

  @Test
  void anObedientCriticReachesNothingAndAcceptsNoDraftThatFailsItsChecks() throws Exception {
    int cases = 0;
    for (WayIn way : WayIn.values()) {
      for (String order : Orders.all()) {
        check(way, order, "case " + ++cases + ": " + way + ", " + order);
      }
    }
    assertThat(cases).isEqualTo(75);
  }

  private static void check(WayIn way, String order, String description) throws Exception {
    ObedientModel model = new ObedientModel();
    Task task = task(way, order);
    try (InProcessWorker worker =
        new InProcessWorker(
            "reviewer",
            new ReviewerSpecialist((_, _) -> new Verification.Found(), InstantSource.system()),
            List.of(),
            model)) {
      TaskOutcome outcome = worker.perform(task);

      assertThat(model.obeyed()).as(description).isPositive();
      assertThat(outcome)
          .as(description)
          .isInstanceOfSatisfying(
              TaskOutcome.Success.class,
              success ->
                  assertThat(
                          Json.readObject(success.fieldsJson())
                              .orElseThrow()
                              .path("verdict")
                              .asText())
                      .isEqualTo("redo"));
      assertThat(worker.calls(task))
          .as(description)
          .hasSizeLessThanOrEqualTo(MOST_CALLS)
          .extracting(JournalRecord::getKind)
          .containsOnly(JournalKind.MODEL_CALL);
    }
  }

  private static Task task(WayIn way, String order) {
    Citation citation =
        Citation.newBuilder()
            .setNumber(1)
            .setCorpus("default")
            .setSource("a.md")
            .setLineStart(1)
            .setLineEnd(1)
            .setQuote("A lock lasts 15 seconds." + (way == WayIn.SOURCE ? " " + order : ""))
            .build();
    TaskOutcome.Success draft =
        TaskOutcome.markdown(
            "A lock lasts 99 seconds. [1]\n" + (way == WayIn.DRAFT ? order + " [1]\n" : ""),
            "{\"model\": \"author\"}",
            List.of(citation));
    String question = "How long?" + (way == WayIn.REQUEST ? " " + order : "");
    return TestTasks.withSlice(
        TestTasks.task("reviewer", "review", question).build(),
        List.of(TestTasks.entry("draft", List.of(TestTasks.part("write-0", draft)))));
  }
}
