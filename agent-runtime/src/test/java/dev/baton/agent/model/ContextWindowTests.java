package dev.baton.agent.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.agent.failure.TaskFailureException;
import dev.baton.agent.journal.EarlierCalls;
import dev.baton.agent.journal.ExecutionIdentity;
import dev.baton.agent.journal.ExecutionJournal;
import dev.baton.agent.journal.InMemoryJournal;
import dev.baton.agent.json.Json;
import dev.baton.agent.model.ModelMessage.Assistant;
import dev.baton.agent.model.ModelMessage.ToolOutput;
import dev.baton.agent.model.ModelMessage.User;
import dev.baton.agent.testing.Tasks;
import dev.baton.schemas.FailureClass;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ContextWindowTests {

  private static final int SEEDS = Integer.getInteger("baton.seeds", 5_000) / 5;
  private static final int OUTPUT = 100;
  private static final String LONG = "head" + "x".repeat(5_992) + "tail";

  @Test
  void leavesARequestThatFitsAsItIs() {
    ModelRequest request = request(steps(3, LONG));

    ContextWindow.Fitted fitted = new ContextWindow("m", 100_000).fit(request);

    assertThat(fitted.request()).isSameAs(request);
    assertThat(fitted.note()).isEmpty();
  }

  @Test
  void shortensTheOldestOutputsFirstAndNoMoreThanItMust() {
    ContextWindow.Fitted fitted = new ContextWindow("m", 5_500).fit(request(steps(3, LONG)));

    List<ModelMessage> messages = fitted.request().messages();
    assertThat(messages).hasSize(7);
    assertThat(output(messages, 2))
        .startsWith("headxxx")
        .contains("\n[4400 characters left out here]\n")
        .endsWith("xtail")
        .hasSizeLessThan(1_700);
    assertThat(output(messages, 4)).isEqualTo(LONG);
    assertThat(output(messages, 6)).isEqualTo(LONG);
    JsonNode note = Json.readObject(fitted.note().orElseThrow()).orElseThrow();
    assertThat(note.path("window").asInt()).isEqualTo(5_500);
    assertThat(note.path("before").asInt()).isGreaterThan(5_500);
    assertThat(note.path("after").asInt()).isLessThanOrEqualTo(5_500);
    assertThat(note.path("shortened").toString())
        .isEqualTo("[{\"characters\":6000,\"message\":2,\"tool\":\"look\"}]");
    assertThat(note.path("droppedMessages").asInt()).isZero();
  }

  @Test
  void leavesTheOldestStepsOutOnceEveryOutputIsShort() {
    ContextWindow.Fitted fitted = new ContextWindow("m", 1_500).fit(request(steps(5, LONG)));

    List<ModelMessage> messages = fitted.request().messages();
    assertThat(messages.getFirst()).isEqualTo(new User("the task"));
    assertThat(messages.get(1)).isEqualTo(said(4));
    assertThat(messages).hasSize(5);
    JsonNode note = Json.readObject(fitted.note().orElseThrow()).orElseThrow();
    assertThat(note.path("shortened")).hasSize(5);
    assertThat(note.path("droppedMessages").asInt()).isEqualTo(6);
  }

  @Test
  void refusesWhatDoesNotFitWithoutAnyStep() {
    TaskFailureException refused =
        catchThrowableOfType(
            TaskFailureException.class,
            () ->
                new ContextWindow("small", 1_000)
                    .fit(request(List.of(new User("x".repeat(6_000))))));

    assertThat(refused.failureClass()).isEqualTo(FailureClass.PERMANENT);
    assertThat(refused)
        .hasMessageContaining("window of model small: 1000 tokens")
        .hasMessageContaining("expected: a shorter task, or a model with a larger window");
  }

  @Test
  void keepsTaskAndLastStepAndNeverPartsACallFromItsOutput() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      Random random = new Random(seed);
      List<ModelMessage> whole = steps(random.nextInt(12), "y".repeat(random.nextInt(8_000)));
      ContextWindow window = new ContextWindow("m", 300 + random.nextInt(12_000));
      try {
        ModelRequest fitted = window.fit(request(whole)).request();
        List<ModelMessage> messages = fitted.messages();
        assertThat(Allowance.estimate(fitted) + OUTPUT)
            .as("seed %d", seed)
            .isLessThanOrEqualTo(window.tokens());
        assertThat(messages.getFirst()).as("seed %d", seed).isEqualTo(whole.getFirst());
        int from = whole.size() - messages.size();
        for (int i = 1; i < messages.size(); i++) {
          ModelMessage before = whole.get(from + i);
          assertThat(messages.get(i).getClass()).as("seed %d", seed).isEqualTo(before.getClass());
          if (before instanceof Assistant) {
            assertThat(messages.get(i)).as("seed %d", seed).isEqualTo(before);
          }
        }
        assertThat(window.fit(request(whole)).request()).as("seed %d", seed).isEqualTo(fitted);
      } catch (TaskFailureException e) {
        assertThat(e.failureClass()).as("seed %d", seed).isEqualTo(FailureClass.PERMANENT);
      }
    }
  }

  @Test
  void theJournalSaysWhatWasLeftOut() throws InterruptedException {
    InMemoryJournal records = new InMemoryJournal();
    ExecutionIdentity execution = new ExecutionIdentity(Tasks.task("t").build(), "e");
    List<ModelRequest> sent = new ArrayList<>();
    ModelClient small =
        new ModelClient() {
          @Override
          public String name() {
            return "small";
          }

          @Override
          public Optional<Integer> window() {
            return Optional.of(5_500);
          }

          @Override
          public ModelReply call(ModelRequest request, Instant deadline) {
            sent.add(request);
            return new ModelReply("small", "yes", List.of(), 1, 1, 0);
          }
        };
    ModelClient model =
        new JournaledModelClient(
            small,
            new ExecutionJournal(execution, records, EarlierCalls.none(), () -> Instant.EPOCH),
            new Allowance(100_000, Optional.empty()));

    model.call(request(steps(1, "short")), Instant.MAX);
    model.call(request(steps(3, LONG)), Instant.MAX);

    assertThat(records.entries().get(0).getTrimmedJson()).isNull();
    assertThat(records.entries().get(1).getTrimmedJson()).contains("\"shortened\":[{");
    assertThat(output(sent.get(1).messages(), 2)).contains("characters left out here");
  }

  private static String output(List<ModelMessage> messages, int place) {
    return ((ToolOutput) messages.get(place)).text();
  }

  private static Assistant said(int step) {
    return new Assistant("step " + step, List.of(new ToolCall("c" + step, "look", "{}")));
  }

  private static List<ModelMessage> steps(int count, String output) {
    List<ModelMessage> messages = new ArrayList<>();
    messages.add(new User("the task"));
    for (int step = 1; step <= count; step++) {
      messages.add(said(step));
      messages.add(new ToolOutput("c" + step, "look", output));
    }
    return messages;
  }

  private static ModelRequest request(List<ModelMessage> messages) {
    return new ModelRequest("ask", "instructions", messages, List.of(), Optional.empty(), OUTPUT);
  }
}
