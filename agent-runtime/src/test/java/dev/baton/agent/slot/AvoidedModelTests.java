package dev.baton.agent.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.agent.card.AgentCards;
import dev.baton.agent.content.ClaimCheck;
import dev.baton.agent.journal.InMemoryJournal;
import dev.baton.agent.model.ModelClient;
import dev.baton.agent.model.ModelFacts;
import dev.baton.agent.model.ModelMessage;
import dev.baton.agent.model.ModelProtocol;
import dev.baton.agent.model.ModelReply;
import dev.baton.agent.model.ModelRequest;
import dev.baton.agent.model.ModelResilience;
import dev.baton.agent.model.ModelSettings;
import dev.baton.agent.model.ModelTiers;
import dev.baton.agent.model.ProviderAccount;
import dev.baton.agent.task.Specialist;
import dev.baton.agent.task.TaskOutcome;
import dev.baton.agent.tool.ToolCatalogue;
import dev.baton.agent.tool.ToolLimits;
import dev.baton.schemas.FailureClass;
import dev.baton.schemas.Result;
import dev.baton.schemas.Task;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A retry asks another model where the tier has one: the failed result names the models that were
 * asked, the orchestrator puts them on the next attempt, and the worker asks them last.
 */
class AvoidedModelTests {

  private final SlotScene scene = new SlotScene(1);
  private final FakeOutbox outbox = new FakeOutbox();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void close() {
    executor.shutdownNow();
  }

  @Test
  void aRetryAsksTheOtherModelOfTheTier() {
    Result first = perform(scene.task("a").build());
    assertThat(first.getUsage().getModels()).containsExactly("one");

    Task retry =
        scene
            .task("a")
            .setAttempt(2)
            .setPreviousFailure(FailureClass.MALFORMED)
            .setAvoidModels(first.getUsage().getModels())
            .build();
    assertThat(perform(retry).getUsage().getModels()).containsExactly("two");
  }

  private Result perform(Task task) {
    CountDownLatch ended = new CountDownLatch(1);
    outbox.results.clear();
    new SpecialistRunner(parts(), outbox, new WorkerIdentity("tester", "pod-1"), scene.clock)
        .perform(task, scene.deliver(task.getTaskId()), ended::countDown);
    await().atMost(Duration.ofSeconds(10)).until(() -> ended.getCount() == 0);
    return outbox.results.getFirst();
  }

  private ExecutionParts parts() {
    return new ExecutionParts(
        malformed(),
        AgentCards.parse(
            "{role: tester, version: 1, description: d, skills: [{name: work, description: w}]}",
            "test"),
        tiers().model("fast"),
        new ToolCatalogue(List.of(), Set.of(), ToolLimits.DEFAULT, executor),
        ClaimCheck.none(),
        new InMemoryJournal(),
        (_, _) -> {});
  }

  /** Asks, and finds that the reply is of no use. */
  private static Specialist malformed() {
    ModelRequest request =
        new ModelRequest(
            "draft", "", List.of(new ModelMessage.User("hi")), List.of(), Optional.empty(), 10);
    return context -> {
      String text = context.model().call(request, context.deadline()).text();
      return TaskOutcome.failure(FailureClass.MALFORMED, text);
    };
  }

  private ModelTiers tiers() {
    ProviderAccount account =
        new ProviderAccount("a", "fake", Optional.empty(), Optional.empty(), Optional.empty());
    return new ModelTiers(
        new ModelSettings(
            Map.of("fast", "a:one, a:two"),
            Map.of("a", account),
            Map.of(),
            List.of(new FakeProtocol())),
        ModelResilience.DEFAULT,
        Clock.fixed(scene.clock.instant(), ZoneOffset.UTC),
        executor);
  }

  /** Models that say their name. */
  private static final class FakeProtocol implements ModelProtocol {
    @Override
    public String name() {
      return "fake";
    }

    @Override
    public String standardModel(String tier) {
      return tier;
    }

    @Override
    public ModelClient client(ProviderAccount account, String model, ModelFacts facts) {
      return new ModelClient() {
        @Override
        public String name() {
          return model;
        }

        @Override
        public ModelReply call(ModelRequest request, Instant deadline) {
          return new ModelReply(model, model + " said", List.of(), 1, 1, 0);
        }
      };
    }
  }
}
