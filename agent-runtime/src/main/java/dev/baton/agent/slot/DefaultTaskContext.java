package dev.baton.agent.slot;

import dev.baton.agent.journal.ExecutionIdentity;
import dev.baton.agent.journal.ExecutionJournal;
import dev.baton.agent.loop.AgentLoop;
import dev.baton.agent.loop.BoundedAgentLoop;
import dev.baton.agent.loop.LoopLimits;
import dev.baton.agent.model.Allowance;
import dev.baton.agent.model.JournaledModelClient;
import dev.baton.agent.model.ModelClient;
import dev.baton.agent.task.TaskContext;
import dev.baton.agent.tool.JournaledToolBox;
import dev.baton.agent.tool.ToolBox;
import dev.baton.schemas.AgentLimits;
import dev.baton.schemas.Task;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** One execution as its specialist sees it. */
final class DefaultTaskContext implements TaskContext {

  private static final int MAX_PROGRESS_CHARS = 200;

  private final Task task;
  private final ExecutionParts parts;
  private final Instant deadline;
  private final ModelClient model;
  private final ToolBox tools;
  private final AgentLoop loop;

  DefaultTaskContext(
      ExecutionIdentity execution,
      ExecutionParts parts,
      ExecutionJournal journal,
      InstantSource clock) {
    Task task = execution.task();
    this.task = task;
    this.parts = parts;
    Instant timeout = clock.instant().plusMillis(task.getTimeoutMillis());
    this.deadline = timeout.isBefore(task.getDeadline()) ? timeout : task.getDeadline();
    AgentLimits limits = parts.card().getLimits();
    this.model =
        new JournaledModelClient(
            parts.modelFor(task).avoiding(task.getAvoidModels()),
            journal,
            allowance(task, limits),
            new DraftProgress(execution, parts, clock));
    this.tools = new JournaledToolBox(parts.tools(), task, journal, deadline, clock);
    this.loop =
        new BoundedAgentLoop(
            model, tools, LoopLimits.ofSteps(limits.getMaxSteps()), deadline, clock);
  }

  private static Allowance allowance(Task task, AgentLimits ofCard) {
    Long granted = task.getMaxTokens();
    long tokens = ofCard.getMaxTokens();
    return new Allowance(
        granted == null ? tokens : Math.min(tokens, granted),
        Optional.ofNullable(task.getMaxCostMicros()));
  }

  @Override
  public Task task() {
    return task;
  }

  @Override
  public ModelClient model() {
    return model;
  }

  @Override
  public ToolBox tools() {
    return tools;
  }

  @Override
  public AgentLoop loop() {
    return loop;
  }

  @Override
  public Instant deadline() {
    return deadline;
  }

  @Override
  public void progress(String text) {
    String line = parts.redactor().hideInMessage(text.lines().findFirst().orElse(""));
    parts
        .progress()
        .progress(
            task,
            line.length() <= MAX_PROGRESS_CHARS ? line : line.substring(0, MAX_PROGRESS_CHARS));
  }
}
