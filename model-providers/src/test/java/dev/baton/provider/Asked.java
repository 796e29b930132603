package dev.baton.provider;

import dev.baton.agent.journal.EarlierCalls;
import dev.baton.agent.journal.ExecutionIdentity;
import dev.baton.agent.journal.ExecutionJournal;
import dev.baton.agent.journal.InMemoryJournal;
import dev.baton.agent.loop.BoundedAgentLoop;
import dev.baton.agent.loop.LoopLimits;
import dev.baton.agent.loop.LoopPrompt;
import dev.baton.agent.loop.LoopResult;
import dev.baton.agent.model.AccountLimits;
import dev.baton.agent.model.Allowance;
import dev.baton.agent.model.JournaledModelClient;
import dev.baton.agent.model.ModelProtocol;
import dev.baton.agent.model.ModelResilience;
import dev.baton.agent.model.ModelSettings;
import dev.baton.agent.model.ModelTiers;
import dev.baton.agent.model.ProviderAccount;
import dev.baton.agent.tool.JournaledToolBox;
import dev.baton.agent.tool.Tool;
import dev.baton.agent.tool.ToolCatalogue;
import dev.baton.agent.tool.ToolInvocation;
import dev.baton.agent.tool.ToolLimits;
import dev.baton.agent.tool.ToolOutput;
import dev.baton.agent.tool.ToolSpec;
import dev.baton.provider.testing.ProviderStub;
import dev.baton.schemas.Task;
import dev.baton.schemas.Usage;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** One execution of a task whose model is a provider's, from the tier down to the wire. */
final class Asked implements AutoCloseable {

  static {
    dev.baton.serde.ContractClasses.trust();
  }

  static final String KEY = "sk-test-0123456789";

  /** How long a stream may be silent. */
  static final Duration SILENCE = Duration.ofMillis(400);

  /** Says back what it is told. */
  private static final Tool ECHO =
      new Tool() {
        @Override
        public ToolSpec spec() {
          return new ToolSpec(
              "echo",
              "Says the text again.",
              """
              {"type":"object","required":["text"],"properties":{"text":{"type":"string"}},"additionalProperties":false}\
              """);
        }

        @Override
        public ToolOutput run(ToolInvocation call) {
          return new ToolOutput("echo of " + call.argumentsJson());
        }
      };

  enum Protocol {
    OPENAI("gpt-4.1-mini"),
    OPENAI_RESPONSES("gpt-6-luna"),
    ANTHROPIC("claude-haiku-5-5"),
    GEMINI("gemini-3.8-flash");

    final String model;

    Protocol(String model) {
      this.model = model;
    }

    URI url(ProviderStub stub) {
      return switch (this) {
        case OPENAI, OPENAI_RESPONSES -> stub.openAi();
        case ANTHROPIC -> stub.anthropic();
        case GEMINI -> stub.gemini();
      };
    }

    Protocol next() {
      return switch (this) {
        case OPENAI -> OPENAI_RESPONSES;
        case OPENAI_RESPONSES -> ANTHROPIC;
        case ANTHROPIC -> GEMINI;
        case GEMINI -> OPENAI;
      };
    }

    String account() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final InMemoryJournal records = new InMemoryJournal();
  private final ExecutionJournal journal;
  private final BoundedAgentLoop loop;
  final Heard heard = new Heard();
  final ModelTiers tiers;

  /**
   * An execution.
   *
   * @param settings tiers; the tier fast is asked
   * @param timeout how long it may take
   * @param accounts base URL by protocol
   */
  Asked(Map<String, String> settings, Duration timeout, Map<Protocol, URI> accounts) {
    Map<String, ProviderAccount> all = new LinkedHashMap<>();
    accounts.forEach((protocol, url) ->
        all.put(
            protocol.account(),
            new ProviderAccount(
                protocol.account(),
                protocol.account(),
                Optional.of(url),
                Optional.of(KEY),
                Optional.empty(),
                new AccountLimits(Optional.empty(), Optional.empty(), SILENCE))));
    List<ModelProtocol> protocols =
        List.of(
            new OpenAiProtocol(),
            new OpenAiResponsesProtocol(),
            new AnthropicProtocol(),
            new GeminiProtocol());
    this.tiers =
        new ModelTiers(
            new ModelSettings(settings, all, Map.of(), protocols),
            ModelResilience.DEFAULT,
            Clock.systemUTC(),
            executor);
    Task task = task(timeout);
    this.journal =
        new ExecutionJournal(
            new ExecutionIdentity(task, "e-1"),
            records,
            EarlierCalls.none(),
            InstantSource.system());
    Instant deadline = Instant.now().plus(timeout);
    ToolCatalogue tools =
        new ToolCatalogue(List.of(ECHO), Set.of("echo"), ToolLimits.DEFAULT, executor);
    this.loop =
        new BoundedAgentLoop(
            new JournaledModelClient(
                tiers.model("fast"), journal, new Allowance(100_000, Optional.empty()), _ -> heard),
            new JournaledToolBox(tools, task, journal, deadline, InstantSource.system()),
            new LoopLimits(8, 500, 2, 3),
            deadline,
            InstantSource.system());
  }

  static Asked of(Protocol protocol, ProviderStub stub) {
    return new Asked(Map.of(), Duration.ofSeconds(20), Map.of(protocol, protocol.url(stub)));
  }

  LoopResult ask(String question) throws InterruptedException {
    return loop.run(new LoopPrompt("answer", "Be brief.", question, Optional.empty()));
  }

  LoopResult askStreamed(String question) throws InterruptedException {
    return loop.run(new LoopPrompt("answer", "Be brief.", question, Optional.empty(), true));
  }

  LoopResult askForJson(String question, String schema) throws InterruptedException {
    return loop.run(new LoopPrompt("answer", "Be brief.", question, Optional.of(schema)));
  }

  Usage usage() {
    return journal.usage();
  }

  int journaled() {
    return records.entries().size();
  }

  /** Characters of the longest reply in the journal. */
  int largestRecord() {
    return records.entries().stream()
        .mapToInt(entry -> entry.getReplyJson().length())
        .max()
        .orElse(0);
  }

  private static Task task(Duration timeout) {
    Instant now = Instant.now();
    return Task.newBuilder()
        .setTaskId("t-1")
        .setRunId("r-1")
        .setTenant("default")
        .setStep("answer")
        .setRound(0)
        .setItemIndex(0)
        .setAttempt(1)
        .setRole("generalist")
        .setSkill("")
        .setGoal("")
        .setObjective("What?")
        .setCreatedAt(now)
        .setTimeoutMillis(timeout.toMillis())
        .setStartBy(now.plusSeconds(60))
        .setDeadline(now.plusSeconds(60))
        .build();
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
