package dev.baton.agent.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.agent.journal.EarlierCalls;
import dev.baton.agent.journal.ExecutionIdentity;
import dev.baton.agent.journal.ExecutionJournal;
import dev.baton.agent.journal.InMemoryJournal;
import dev.baton.agent.testing.Tasks;
import dev.baton.schemas.Task;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JournaledToolBoxTests {

  private static final String QUERY =
      "{\"type\":\"object\",\"properties\":{\"query\":{\"type\":\"string\"}},\"required\":[\"query\"]}";

  private final InMemoryJournal journal = new InMemoryJournal();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final List<ToolInvocation> invocations = new ArrayList<>();
  private final Task task = Tasks.task("t").build();

  @AfterEach
  void close() {
    executor.shutdownNow();
  }

  @Test
  void callsAnAllowedToolAndJournalsIt() throws InterruptedException {
    ToolBox tools = box(echo(), ToolLimits.DEFAULT, EarlierCalls.none());

    assertThat(tools.call("echo", "{\"query\":\"x\"}").text()).isEqualTo("{\"query\":\"x\"}");
    assertThat(tools.specs()).extracting(ToolSpec::name).containsExactly("echo");
    assertThat(journal.entries())
        .singleElement()
        .satisfies(entry -> assertThat(entry.getName()).isEqualTo("echo"));
  }

  @Test
  void refusesAToolThatTheCardDoesNotAllow() {
    ToolBox tools = box(echo(), ToolLimits.DEFAULT, EarlierCalls.none());

    assertThatThrownBy(() -> tools.call("rm", "{}"))
        .isInstanceOf(ToolException.class)
        .hasMessage("tool: rm is not allowed (allowed: [echo])");
    assertThat(invocations).isEmpty();
  }

  @Test
  void refusesArgumentsThatDoNotFitTheSchema() {
    ToolBox tools = box(echo(), ToolLimits.DEFAULT, EarlierCalls.none());

    assertThatThrownBy(() -> tools.call("echo", "{\"q\":1}"))
        .isInstanceOf(ToolException.class)
        .hasMessageContaining("query");
    assertThatThrownBy(() -> tools.call("echo", "query"))
        .isInstanceOf(ToolException.class)
        .hasMessageContaining("no JSON object");
    assertThat(invocations).isEmpty();
  }

  @Test
  void givesTheSameCallTheSameKeyInEveryExecutionAndEachOccurrenceItsOwn()
      throws InterruptedException {
    ToolBox first = box(echo(), ToolLimits.DEFAULT, EarlierCalls.none());
    first.call("echo", "{\"query\":\"x\",\"a\":1}");
    first.call("echo", "{ \"a\": 1, \"query\": \"x\" }");
    ToolBox second = box(echo(), ToolLimits.DEFAULT, EarlierCalls.none());
    second.call("echo", "{\"a\":1,\"query\":\"x\"}");

    List<String> keys = invocations.stream().map(ToolInvocation::idempotencyKey).toList();
    assertThat(keys.get(0)).isNotEqualTo(keys.get(1)).isEqualTo(keys.get(2));
  }

  @Test
  void cutsOutputBeyondItsBoundAndSaysSo() throws InterruptedException {
    Tool wordy = tool("wordy", _ -> new ToolOutput("x".repeat(100)));

    String text =
        box(wordy, new ToolLimits(Duration.ofSeconds(5), 10, 100), EarlierCalls.none())
            .call("wordy", "{\"query\":\"\"}")
            .text();

    assertThat(text).isEqualTo("x".repeat(10) + "\n[cut: 10 of 100 characters shown]");
  }

  @Test
  void leavesAToolBehindThatTakesTooLong() {
    CountDownLatch interrupted = new CountDownLatch(1);
    Tool endless =
        tool(
            "endless",
            _ -> {
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
              }
              return new ToolOutput("");
            });
    ToolBox tools =
        box(endless, new ToolLimits(Duration.ofMillis(20), 1000, 100), EarlierCalls.none());

    assertThatThrownBy(() -> tools.call("endless", "{\"query\":\"\"}"))
        .isInstanceOf(ToolException.class)
        .hasMessageContaining("outcome is unknown");
    org.awaitility.Awaitility.await().until(() -> interrupted.getCount() == 0);
  }

  @Test
  void answersAFinishedCallFromTheJournalRefusalsIncluded() throws InterruptedException {
    Tool moody =
        tool(
            "moody",
            call -> {
              if (call.argumentsJson().contains("bad")) {
                throw new ToolException("no such document");
              }
              return new ToolOutput("found");
            });
    ToolBox first = box(moody, ToolLimits.DEFAULT, EarlierCalls.none());
    assertThat(first.call("moody", "{\"query\":\"good\"}").text()).isEqualTo("found");
    assertThatThrownBy(() -> first.call("moody", "{\"query\":\"bad\"}"))
        .hasMessage("no such document");
    int made = invocations.size();

    ToolBox again = box(moody, ToolLimits.DEFAULT, EarlierCalls.of(task, journal.read(task)));
    assertThat(again.call("moody", "{\"query\":\"good\"}").text()).isEqualTo("found");
    assertThatThrownBy(() -> again.call("moody", "{\"query\":\"bad\"}"))
        .hasMessage("no such document");

    assertThat(invocations).hasSize(made);
  }

  @Test
  void refusesACardThatNamesAMissingTool() {
    assertThatThrownBy(() ->
            new ToolCatalogue(List.of(echo()), Set.of("search"), ToolLimits.DEFAULT, executor))
        .hasMessage(
            "tool: search is allowed by the card but the worker has no such tool (it has: [echo])");
  }

  @FunctionalInterface
  private interface Body {
    ToolOutput run(ToolInvocation call) throws InterruptedException;
  }

  private Tool echo() {
    return tool("echo", call -> new ToolOutput(call.argumentsJson()));
  }

  private Tool tool(String name, Body body) {
    return new Tool() {
      @Override
      public ToolSpec spec() {
        return new ToolSpec(name, "for tests", QUERY);
      }

      @Override
      public ToolOutput run(ToolInvocation call) throws InterruptedException {
        invocations.add(call);
        return body.run(call);
      }
    };
  }

  private ToolBox box(Tool tool, ToolLimits limits, EarlierCalls earlier) {
    InstantSource clock = InstantSource.system();
    ToolCatalogue catalogue =
        new ToolCatalogue(List.of(tool), Set.of(tool.spec().name()), limits, executor);
    String execution = java.util.UUID.randomUUID().toString();
    ExecutionJournal calls =
        new ExecutionJournal(new ExecutionIdentity(task, execution), journal, earlier, clock);
    return new JournaledToolBox(catalogue, task, calls, Instant.now().plusSeconds(60), clock);
  }
}
