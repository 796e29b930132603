package dev.baton.documents.testing;

import dev.baton.agent.card.AgentCards;
import dev.baton.agent.failure.TaskFailureException;
import dev.baton.agent.journal.EarlierCalls;
import dev.baton.agent.journal.ExecutionIdentity;
import dev.baton.agent.journal.ExecutionJournal;
import dev.baton.agent.journal.InMemoryJournal;
import dev.baton.agent.journal.Journal;
import dev.baton.agent.loop.AgentLoop;
import dev.baton.agent.loop.BoundedAgentLoop;
import dev.baton.agent.loop.LoopLimits;
import dev.baton.agent.model.Allowance;
import dev.baton.agent.model.JournaledModelClient;
import dev.baton.agent.model.ModelClient;
import dev.baton.agent.model.OfflineExtractiveModel;
import dev.baton.agent.task.Specialist;
import dev.baton.agent.task.TaskContext;
import dev.baton.agent.task.TaskOutcome;
import dev.baton.agent.tool.JournaledToolBox;
import dev.baton.agent.tool.Tool;
import dev.baton.agent.tool.ToolBox;
import dev.baton.agent.tool.ToolCatalogue;
import dev.baton.agent.tool.ToolLimits;
import dev.baton.schemas.AgentCard;
import dev.baton.schemas.JournalRecord;
import dev.baton.schemas.Task;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A worker of one role, with the role's own card, that is handed its tasks directly. */
public final class InProcessWorker implements AutoCloseable {

  private final Specialist specialist;
  private final AgentCard card;
  private final ModelClient model;
  private final Journal journal = new InMemoryJournal();
  private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
  private final ToolCatalogue tools;

  /** A worker with a model of one's own. */
  public InProcessWorker(String role, Specialist specialist, List<Tool> tools, ModelClient model) {
    this.specialist = specialist;
    this.card = AgentCards.fromClassPath(role);
    this.model = model;
    this.tools = new ToolCatalogue(tools, Set.copyOf(card.getTools()), ToolLimits.DEFAULT, calls);
  }

  /** A worker with the offline model. */
  public static InProcessWorker offline(String role, Specialist specialist, List<Tool> tools) {
    return new InProcessWorker(role, specialist, tools, new OfflineExtractiveModel());
  }

  /** Works on one task; what ends it from deep inside becomes a failure, as in the runtime. */
  public TaskOutcome perform(Task task) throws InterruptedException {
    return perform(task, EarlierCalls.none());
  }

  /** Works on a task again, as after a crash: finished calls are answered from the journal. */
  public TaskOutcome resume(Task task) throws InterruptedException {
    return perform(task, EarlierCalls.of(task, journal.read(task)));
  }

  private TaskOutcome perform(Task task, EarlierCalls earlier) throws InterruptedException {
    ExecutionIdentity identity = new ExecutionIdentity(task, UUID.randomUUID().toString());
    ExecutionJournal execution =
        new ExecutionJournal(identity, journal, earlier, InstantSource.system());
    try {
      return specialist.perform(new Context(task, execution));
    } catch (TaskFailureException e) {
      return TaskOutcome.failure(e.failureClass(), String.valueOf(e.getMessage()));
    }
  }

  /** The calls of a task, oldest first. */
  public List<JournalRecord> calls(Task task) throws InterruptedException {
    return journal.read(task);
  }

  @Override
  public void close() {
    calls.shutdownNow();
  }

  private final class Context implements TaskContext {
    private final Task task;
    private final ModelClient journaledModel;
    private final ToolBox toolBox;
    private final AgentLoop loop;

    Context(Task task, ExecutionJournal execution) {
      this.task = task;
      InstantSource clock = InstantSource.system();
      this.journaledModel =
          new JournaledModelClient(
              model, execution, new Allowance(card.getLimits().getMaxTokens(), Optional.empty()));
      this.toolBox = new JournaledToolBox(tools, task, execution, task.getDeadline(), clock);
      LoopLimits limits = LoopLimits.ofSteps(card.getLimits().getMaxSteps());
      this.loop = new BoundedAgentLoop(journaledModel, toolBox, limits, task.getDeadline(), clock);
    }

    @Override
    public Task task() {
      return task;
    }

    @Override
    public ModelClient model() {
      return journaledModel;
    }

    @Override
    public ToolBox tools() {
      return toolBox;
    }

    @Override
    public AgentLoop loop() {
      return loop;
    }

    @Override
    public Instant deadline() {
      return task.getDeadline();
    }

    @Override
    public void progress(String text) {}
  }
}
