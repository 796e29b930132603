package dev.baton.agent.slot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.agent.card.AgentCards;
import dev.baton.agent.content.ClaimCheck;
import dev.baton.agent.journal.InMemoryJournal;
import dev.baton.agent.model.OfflineExtractiveModel;
import dev.baton.agent.task.TaskOutcome;
import dev.baton.agent.testing.Tasks;
import dev.baton.agent.tool.ToolCatalogue;
import dev.baton.agent.tool.ToolLimits;
import dev.baton.schemas.AgentCard;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class ExecutionPartsTests {

  @Test
  void aDegradedTaskIsGivenTheCheaperModel() {
    AgentCard card =
        AgentCards.parse(
            "{role: tester, version: 1, description: d, tier: smart, cheaperTier: fast, skills: [{name: work, description: w}]}",
            "test");
    OfflineExtractiveModel usual = new OfflineExtractiveModel();
    OfflineExtractiveModel cheaper = new OfflineExtractiveModel();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      ExecutionParts parts =
          new ExecutionParts(
              _ -> TaskOutcome.fields("{}"),
              card,
              usual,
              cheaper,
              new ToolCatalogue(List.of(), Set.of(), ToolLimits.DEFAULT, executor),
              ClaimCheck.none(),
              new InMemoryJournal(),
              (_, _) -> {});
      assertThat(parts.modelFor(Tasks.task("t").build())).isSameAs(usual);
      assertThat(parts.modelFor(Tasks.task("t").setDegraded(true).build())).isSameAs(cheaper);
    }
  }
}
