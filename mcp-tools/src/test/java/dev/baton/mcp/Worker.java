package dev.baton.mcp;

import dev.baton.agent.journal.EarlierCalls;
import dev.baton.agent.journal.ExecutionIdentity;
import dev.baton.agent.journal.ExecutionJournal;
import dev.baton.agent.journal.InMemoryJournal;
import dev.baton.agent.json.Json;
import dev.baton.agent.loop.BoundedAgentLoop;
import dev.baton.agent.loop.LoopLimits;
import dev.baton.agent.loop.LoopPrompt;
import dev.baton.agent.loop.LoopResult;
import dev.baton.agent.model.ModelClient;
import dev.baton.agent.testing.Tasks;
import dev.baton.agent.tool.JournaledToolBox;
import dev.baton.agent.tool.Tool;
import dev.baton.agent.tool.ToolBox;
import dev.baton.agent.tool.ToolCatalogue;
import dev.baton.agent.tool.ToolLimits;
import dev.baton.agent.tool.ToolOffer;
import dev.baton.agent.tool.ToolSpec;
import dev.baton.schemas.JournalRecord;
import dev.baton.schemas.Task;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The tools of a worker whose card has some entries, over real servers. */
final class Worker implements AutoCloseable {

  static final Backoff BACKOFF = new Backoff(Duration.ofMillis(20), Duration.ofMillis(100));

  private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
  private final InMemoryJournal journal = new InMemoryJournal();
  private final Instant deadline = Instant.now().plusSeconds(600);
  private final Task task = Tasks.task("t").build();
  private final McpServers servers;
  private final ToolBox tools;

  Worker(Set<String> entries, ServerSettings... configured) {
    this(entries, List.of(), InstantSource.system(), configured);
  }

  Worker(
      Set<String> entries, List<Tool> others, InstantSource clock, ServerSettings... configured) {
    TreeMap<String, ServerSettings> settings = new TreeMap<>();
    for (ServerSettings one : configured) {
      settings.put(one.name(), one);
    }
    this.servers = new McpServers(settings, BACKOFF, clock);
    ToolCatalogue catalogue =
        new ToolCatalogue(
            new ToolOffer(others, List.of(servers)), entries, ToolLimits.DEFAULT, calls);
    ExecutionJournal execution =
        new ExecutionJournal(
            new ExecutionIdentity(task, "e"), journal, EarlierCalls.none(), InstantSource.system());
    this.tools = new JournaledToolBox(catalogue, task, execution, deadline, InstantSource.system());
  }

  List<String> offered() {
    return tools.specs().stream().map(ToolSpec::name).toList();
  }

  List<ToolSpec> specs() {
    return tools.specs();
  }

  /** What the model is handed. */
  String call(String tool, String arguments) throws InterruptedException {
    return tools.call(tool, arguments).text();
  }

  /** The server's own words in it. */
  String text(String tool, String arguments) throws InterruptedException {
    return Json.readObject(call(tool, arguments)).orElseThrow().path("text").asText();
  }

  LoopResult run(ModelClient model) throws InterruptedException {
    return new BoundedAgentLoop(
            model, tools, LoopLimits.ofSteps(12), deadline, InstantSource.system())
        .run(new LoopPrompt("test", "You are a test.", "Work.", Optional.empty()));
  }

  List<JournalRecord> journal() throws InterruptedException {
    return journal.read(task);
  }

  McpServers servers() {
    return servers;
  }

  McpServer server(String name) {
    McpServer server = servers.used().get(name);
    if (server == null) {
      throw new IllegalStateException("server: " + name + " (expected: one in use)");
    }
    return server;
  }

  @Override
  public void close() {
    servers.close();
    calls.shutdownNow();
  }
}
