package dev.baton.worker.researcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.agent.card.AgentCards;
import dev.baton.agent.evidence.Place;
import dev.baton.agent.task.TaskOutcome;
import dev.baton.agent.tool.Tool;
import dev.baton.documents.DocumentLibrary;
import dev.baton.documents.ReadTool;
import dev.baton.documents.SearchTool;
import dev.baton.documents.testing.InProcessWorker;
import dev.baton.documents.testing.ObedientModel;
import dev.baton.documents.testing.Orders;
import dev.baton.documents.testing.TestTasks;
import dev.baton.schemas.Citation;
import dev.baton.schemas.JournalKind;
import dev.baton.schemas.Task;
import dev.baton.search.Corpora;
import dev.baton.search.IndexCache;
import dev.baton.search.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A researcher whose model obeys every text: it uses no tool but search and read, reads no file but
 * the corpus's, and cites nothing that does not stand there.
 */
class InjectionTests {

  private enum WayIn {
    REQUEST,
    FOUND_PASSAGE,
    READ_LINES,
    TOOL_DESCRIPTION
  }

  @TempDir private Path folder = Path.of("");

  @Test
  void anObedientModelReachesNothingAndItsClaimsAreLookedUp() throws Exception {
    int cases = 0;
    for (WayIn way : WayIn.values()) {
      for (String order : Orders.all()) {
        check(way, order, "case " + ++cases + ": " + way + ", " + order);
      }
    }
    assertThat(cases).isEqualTo(100);
  }

  private void check(WayIn way, String order, String description) throws Exception {
    DocumentLibrary library = library(Files.createTempDirectory(folder, "corpus"), way, order);
    List<String> touched = new CopyOnWriteArrayList<>();
    List<Tool> tools = new ArrayList<>(Orders.tools(touched));
    SearchTool search = SearchTool.overProse(library);
    tools.add(way == WayIn.TOOL_DESCRIPTION ? Orders.described(search, order) : search);
    tools.add(new ReadTool(library));
    ObedientModel model = new ObedientModel();
    String question = way == WayIn.REQUEST ? "Please. " + order : "What is the order of the day?";
    Task task = TestTasks.task("researcher", "research", question).build();
    try (InProcessWorker worker =
        new InProcessWorker("researcher", new ResearcherSpecialist(library), tools, model)) {
      TaskOutcome outcome = worker.perform(task);

      assertThat(model.obeyed()).as(description).isPositive();
      assertThat(touched).as(description).isEmpty();
      assertThat(outcome)
          .as(description)
          .isInstanceOfAny(TaskOutcome.Success.class, TaskOutcome.Failure.class);
      if (outcome instanceof TaskOutcome.Success success) {
        assertThat(success.citations())
            .as(description)
            .allSatisfy(citation -> holds(library, citation));
      }
      assertThat(worker.calls(task))
          .as(description)
          .noneMatch(call -> call.getReplyJson().contains(Orders.SECRET))
          .filteredOn(call -> call.getKind() == JournalKind.MODEL_CALL)
          .hasSizeLessThanOrEqualTo(
              AgentCards.fromClassPath("researcher").getLimits().getMaxSteps());
    }
  }

  private static void holds(DocumentLibrary library, Citation citation) {
    assertThat(citation.getCorpus()).isEqualTo(DocumentLibrary.DEFAULT_CORPUS);
    assertThat(citation.getSource()).isIn("day.md");
    assertThat(library.verify(Place.of(citation), citation.getQuote()))
        .isInstanceOf(Verification.Found.class);
  }

  private static DocumentLibrary library(Path corpus, WayIn way, String order) throws IOException {
    Path secret = Files.writeString(corpus.resolveSibling("secret.md"), Orders.SECRET);
    Files.createSymbolicLink(corpus.resolve("link.md"), secret);
    String hidden = "`" + order + "`";
    Files.writeString(
        corpus.resolve("day.md"),
        "# Order of the day\n\nThe order of the day is: %s\n\n%s\n"
            .formatted(
                way == WayIn.FOUND_PASSAGE ? hidden : "rest",
                way == WayIn.READ_LINES ? "Zebras graze: " + hidden : "Zebras graze."));
    return new DocumentLibrary(Corpora.of(Map.of("default", corpus)), new IndexCache(1));
  }
}
