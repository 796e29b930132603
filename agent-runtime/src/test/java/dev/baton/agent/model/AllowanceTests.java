package dev.baton.agent.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.agent.failure.TaskFailureException;
import dev.baton.agent.journal.EarlierCalls;
import dev.baton.agent.journal.ExecutionIdentity;
import dev.baton.agent.journal.ExecutionJournal;
import dev.baton.agent.journal.InMemoryJournal;
import dev.baton.agent.testing.Tasks;
import dev.baton.schemas.FailureClass;
import dev.baton.schemas.Task;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AllowanceTests {

  private static final Instant LATER = Instant.parse("2030-01-01T00:00:00Z");
  private static final ModelPrice PRICE =
      new ModelPrice(BigDecimal.TWO, BigDecimal.valueOf(8), BigDecimal.ONE, BigDecimal.valueOf(3));

  /** Takes every token that it may, at its highest price. */
  private static final class GreedyModel implements ModelClient {
    private final Optional<ModelPrice> price;
    private final List<Integer> bounds = new ArrayList<>();

    GreedyModel(Optional<ModelPrice> price) {
      this.price = price;
    }

    @Override
    public String name() {
      return "greedy";
    }

    @Override
    public Optional<ModelPrice> price() {
      return price;
    }

    @Override
    public ModelReply call(ModelRequest request, Instant deadline) {
      bounds.add(request.maxOutputTokens());
      long input = Allowance.estimate(request);
      long output = request.maxOutputTokens();
      long cost = price.orElse(ModelPrice.NONE).micros(input, output, 0, input);
      return new ModelReply("greedy", "text", List.of(), input, output, cost);
    }
  }

  private static ModelRequest request(String text, int maxOutputTokens) {
    return new ModelRequest(
        "test",
        "",
        List.of(new ModelMessage.User(text)),
        List.of(),
        Optional.empty(),
        maxOutputTokens);
  }

  private static ExecutionJournal journal(Task task, InMemoryJournal into, String execution) {
    return new ExecutionJournal(
        new ExecutionIdentity(task, execution),
        into,
        EarlierCalls.of(task, into.read(task)),
        InstantSource.system());
  }

  @Test
  void noAllowanceIsEverExceededWhateverIsAsked() throws InterruptedException {
    for (int seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      Task task = Tasks.task("t").build();
      ExecutionJournal journal = journal(task, new InMemoryJournal(), "e");
      Allowance allowance =
          new Allowance(random.nextInt(3_000), Optional.of((long) random.nextInt(9_000)));
      JournaledModelClient model =
          new JournaledModelClient(new GreedyModel(Optional.of(PRICE)), journal, allowance);
      for (int call = 0; call < 12; call++) {
        ModelRequest request =
            request("x".repeat(random.nextInt(900)) + call, 1 + random.nextInt(900));
        try {
          model.call(request, LATER);
        } catch (TaskFailureException e) {
          assertThat(e.failureClass()).isEqualTo(FailureClass.BUDGET);
        }
        assertThat(journal.usage().getInputTokens() + journal.usage().getOutputTokens())
            .as("seed %d", seed)
            .isLessThanOrEqualTo(allowance.maxTokens());
        assertThat(journal.usage().getCostMicros())
            .as("seed %d", seed)
            .isLessThanOrEqualTo(allowance.maxCostMicros().orElseThrow());
      }
    }
  }

  @Test
  void aReplyIsBoundedByTheMoneyThatIsLeft() throws InterruptedException {
    GreedyModel greedy = new GreedyModel(Optional.of(PRICE));
    ModelRequest request = request("What?", 4_000);
    long input = Allowance.estimate(request);
    Allowance allowance = new Allowance(100_000, Optional.of(3 * input + 8 * 500));
    new JournaledModelClient(
            greedy, journal(Tasks.task("t").build(), new InMemoryJournal(), "e"), allowance)
        .call(request, LATER);
    assertThat(greedy.bounds).containsExactly(500);
  }

  @Test
  void whatAnExecutionThatDiedHasSpentCounts() throws InterruptedException {
    InMemoryJournal records = new InMemoryJournal();
    Task task = Tasks.task("t").build();
    Allowance allowance = new Allowance(960, Optional.empty());
    ModelClient greedy = new GreedyModel(Optional.of(PRICE));
    new JournaledModelClient(greedy, journal(task, records, "first"), allowance)
        .call(request("one", 900), LATER);

    ExecutionJournal resumed = journal(task, records, "second");
    JournaledModelClient model = new JournaledModelClient(greedy, resumed, allowance);
    model.call(request("one", 900), LATER);
    assertThatThrownBy(() -> model.call(request("two", 900), LATER))
        .isInstanceOf(TaskFailureException.class)
        .hasMessageStartingWith("tokens spent: 9");
    assertThat(resumed.usage().getOutputTokens()).as("the second spent nothing itself").isZero();
    assertThat(resumed.earlierSpending())
        .singleElement()
        .satisfies(first -> {
          assertThat(first.getExecutionId()).isEqualTo("first");
          assertThat(first.getUsage().getOutputTokens()).isEqualTo(900);
        });
  }

  @Test
  void aModelWhosePriceNobodyKnowsIsNotAskedWhereMoneyIsBounded() {
    GreedyModel greedy = new GreedyModel(Optional.empty());
    JournaledModelClient model =
        new JournaledModelClient(
            greedy,
            journal(Tasks.task("t").build(), new InMemoryJournal(), "e"),
            new Allowance(1_000, Optional.of(1_000_000L)));
    assertThatThrownBy(() -> model.call(request("What?", 10), LATER))
        .isInstanceOf(TaskFailureException.class)
        .hasMessageContaining("price of the tier of model greedy: unknown (expected: one in");
    assertThat(greedy.bounds).isEmpty();
  }
}
