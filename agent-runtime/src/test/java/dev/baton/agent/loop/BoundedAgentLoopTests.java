package dev.baton.agent.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.agent.failure.TaskFailureException;
import dev.baton.agent.journal.EarlierCalls;
import dev.baton.agent.journal.ExecutionIdentity;
import dev.baton.agent.journal.ExecutionJournal;
import dev.baton.agent.journal.InMemoryJournal;
import dev.baton.agent.journal.Journal;
import dev.baton.agent.model.Allowance;
import dev.baton.agent.model.JournaledModelClient;
import dev.baton.agent.model.ModelMessage;
import dev.baton.agent.model.ScriptedModel;
import dev.baton.agent.testing.Tasks;
import dev.baton.agent.tool.JournaledToolBox;
import dev.baton.agent.tool.Tool;
import dev.baton.agent.tool.ToolCatalogue;
import dev.baton.agent.tool.ToolException;
import dev.baton.agent.tool.ToolInvocation;
import dev.baton.agent.tool.ToolLimits;
import dev.baton.agent.tool.ToolOutput;
import dev.baton.agent.tool.ToolSpec;
import dev.baton.schemas.FailureClass;
import dev.baton.schemas.JournalKind;
import dev.baton.schemas.JournalRecord;
import dev.baton.schemas.Task;
import dev.baton.schemas.Usage;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BoundedAgentLoopTests {

  private static final String SEARCH_TWICE =
      """
      rules:
        - {turn: 1, toolCalls: [{tool: search, arguments: {query: first}}]}
        - {turn: 2, match: "found first", toolCalls: [{tool: search, arguments: {query: second}}]}
        - {turn: 3, match: "found second", reply: "both found"}
      """;

  private final Task task = Tasks.task("t").build();
  private final InMemoryJournal journal = new InMemoryJournal();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger searches = new AtomicInteger();
  private Instant now = Instant.parse("2026-11-01T00:00:00Z");
  private Function<String, Optional<String>> check = _ -> Optional.empty();
  private Usage usage = Usage.newBuilder().build();

  @AfterEach
  void close() {
    executor.shutdownNow();
  }

  @Test
  void letsTheModelActAndObserveUntilItAnswers() throws InterruptedException {
    LoopResult result = run(SEARCH_TWICE, Optional.empty(), 5, journal);

    assertThat(result.text()).isEqualTo("both found");
    assertThat(result.steps()).isEqualTo(3);
    assertThat(result.transcript()).hasSize(6);
    assertThat(usage.getModelCalls()).isEqualTo(3);
    assertThat(usage.getToolCalls()).isEqualTo(2);
  }

  @Test
  void resumesAtEveryPlaceWhereAnEarlierExecutionCanHaveStopped() throws InterruptedException {
    LoopResult whole = run(SEARCH_TWICE, Optional.empty(), 5, journal);
    int calls = journal.entries().size();
    assertThat(calls).isEqualTo(5);
    for (int safe = 0; safe <= calls; safe++) {
      InMemoryJournal stopped = new InMemoryJournal();
      journal.entries().stream().limit(safe).forEach(stopped::append);
      searches.set(0);

      LoopResult resumed = run(SEARCH_TWICE, Optional.empty(), 5, stopped);

      assertThat(resumed).as("%d calls were safe", safe).isEqualTo(whole);
      assertThat(usage.getModelCalls() + usage.getToolCalls())
          .as("%d calls were safe", safe)
          .isEqualTo(calls - safe);
      assertThat(searches.get()).as("%d calls were safe", safe).isEqualTo(usage.getToolCalls());
    }
  }

  @Test
  void journalsEachCallBeforeItGoesOn() {
    Journal broken =
        new Journal() {
          @Override
          public void append(JournalRecord entry) {
            throw new TaskFailureException(FailureClass.TRANSIENT, "not safe");
          }

          @Override
          public List<JournalRecord> read(Task of) {
            return List.of();
          }
        };

    assertFailure(() -> run(SEARCH_TWICE, Optional.empty(), 5, broken), FailureClass.TRANSIENT);
    assertThat(searches).as("the tool of an unrecorded reply").hasValue(0);
  }

  @Test
  void tellsTheModelWhatAToolRefused() throws InterruptedException {
    String script =
        """
        rules:
          - {turn: 1, toolCalls: [{tool: search, arguments: {query: forbidden}}]}
          - {turn: 2, match: "^error: no access$", reply: "I may not"}
        """;

    assertThat(run(script, Optional.empty(), 5, journal).text()).isEqualTo("I may not");
  }

  @Test
  void tellsTheModelWhichToolsThereAreWhereItCallsAnotherOne() throws InterruptedException {
    String script =
        """
        rules:
          - {turn: 1, toolCalls: [{tool: serch, arguments: {query: a}}]}
          - {turn: 2, match: "^error: tool: serch is not allowed .allowed: .search..$", toolCalls: [{tool: search, arguments: {query: a}}]}
          - {turn: 3, reply: "found it"}
        """;

    assertThat(run(script, Optional.empty(), 5, journal).text()).isEqualTo("found it");
    assertThat(searches).hasValue(1);
  }

  @Test
  void endsBetweenTwoCallsWhereItsTaskIsCancelled() {
    Journal cancels =
        new Journal() {
          @Override
          public void append(JournalRecord entry) {
            journal.append(entry);
            if (entry.getKind() == JournalKind.TOOL_CALL) {
              Thread.currentThread().interrupt();
            }
          }

          @Override
          public List<JournalRecord> read(Task of) {
            return journal.read(of);
          }
        };

    assertThatThrownBy(() -> run(SEARCH_TWICE, Optional.empty(), 5, cancels))
        .isInstanceOf(InterruptedException.class)
        .hasMessageContaining("between two calls");
    assertThat(journal.entries()).as("no further model call is paid").hasSize(2);
  }

  @Test
  void sendsBackWhatFitsTheSchemaAndFailsTheCheck() throws InterruptedException {
    check = text -> text.contains("steel") ? Optional.of("steel is not there") : Optional.empty();
    String script = "rules: [{match: 'steel is not there', reply: wood}, {reply: 'made of steel'}]";

    assertThat(run(script, Optional.empty(), 5, journal).text()).isEqualTo("wood");
    String stubborn = "rules: [{reply: 'made of steel'}]";
    assertFailure(
        () -> run(stubborn, Optional.empty(), 5, new InMemoryJournal()), FailureClass.MALFORMED);
  }

  @Test
  void endsAtItsSteps() {
    String endless =
        "rules: [{match: 'found 9', reply: x}, {toolCalls: [{tool: search, arguments: {query: again}}]}]";

    assertFailure(() -> run(endless, Optional.empty(), 2, journal), FailureClass.BUDGET);
  }

  @Test
  void endsAtTheThirdIdenticalAction() {
    String stuck = "rules: [{toolCalls: [{tool: search, arguments: {query: again}}]}]";

    assertFailure(() -> run(stuck, Optional.empty(), 10, journal), FailureClass.PERMANENT);
    assertThat(searches).hasValue(2);
  }

  @Test
  void endsAtItsTokens() {
    String wordy =
        "rules: [{turn: 1, reply: '%s', toolCalls: [{tool: search, arguments: {query: a}}]}, {reply: x}]"
            .formatted("x".repeat(5000));

    assertFailure(() -> run(wordy, Optional.empty(), 10, journal), FailureClass.BUDGET);
  }

  @Test
  void endsAtItsDeadline() {
    now = now.plusSeconds(120);

    assertFailure(
        () -> run("rules: [{reply: x}]", Optional.empty(), 10, journal), FailureClass.TIMEOUT);
  }

  @Test
  void sendsMalformedOutputBackTwice() throws InterruptedException {
    Optional<String> schema = Optional.of("{\"type\":\"object\",\"required\":[\"ok\"]}");
    String learns = "rules: [{turn: 3, match: 'ok', reply: '{\"ok\":true}'}, {reply: 'not JSON'}]";
    String never = "rules: [{reply: '{}'}]";

    LoopResult result = run(learns, schema, 10, journal);
    assertThat(result.text()).isEqualTo("{\"ok\":true}");
    assertThat(result.transcript()).filteredOn(ModelMessage.User.class::isInstance).hasSize(3);
    assertFailure(() -> run(never, schema, 10, new InMemoryJournal()), FailureClass.MALFORMED);
  }

  private LoopResult run(String script, Optional<String> schema, int maxSteps, Journal into)
      throws InterruptedException {
    InstantSource clock = () -> now;
    Instant deadline = Instant.parse("2026-11-01T00:01:00Z");
    ExecutionIdentity execution = new ExecutionIdentity(task, UUID.randomUUID().toString());
    ExecutionJournal calls =
        new ExecutionJournal(execution, into, EarlierCalls.of(task, into.read(task)), clock);
    ToolCatalogue catalogue =
        new ToolCatalogue(List.of(search()), Set.of("search"), ToolLimits.DEFAULT, executor);
    JournaledToolBox tools = new JournaledToolBox(catalogue, task, calls, deadline, clock);
    JournaledModelClient model =
        new JournaledModelClient(
            ScriptedModel.parse(script, "test", _ -> {}),
            calls,
            new Allowance(1000, Optional.empty()));
    try {
      return new BoundedAgentLoop(model, tools, LoopLimits.ofSteps(maxSteps), deadline, clock)
          .run(new LoopPrompt("answer", "You answer.", "What is it?", schema).checked(check));
    } finally {
      usage = calls.usage();
    }
  }

  private Tool search() {
    return new Tool() {
      @Override
      public ToolSpec spec() {
        return new ToolSpec(
            "search",
            "searches",
            "{\"type\":\"object\",\"properties\":{\"query\":{\"type\":\"string\"}}}");
      }

      @Override
      public ToolOutput run(ToolInvocation call) {
        if (call.argumentsJson().contains("forbidden")) {
          throw new ToolException("no access");
        }
        searches.incrementAndGet();
        return new ToolOutput("found " + call.argumentsJson().replaceAll(".*:\"(.*)\"}", "$1"));
      }
    };
  }

  @FunctionalInterface
  private interface Running {
    LoopResult run() throws InterruptedException;
  }

  private static void assertFailure(Running running, FailureClass expected) {
    assertThatThrownBy(running::run)
        .isInstanceOfSatisfying(
            TaskFailureException.class,
            failure -> assertThat(failure.failureClass()).isEqualTo(expected));
  }
}
