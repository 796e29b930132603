package dev.baton.agent.slot;

import dev.baton.agent.content.ClaimCheck;
import dev.baton.agent.journal.Journal;
import dev.baton.agent.model.ModelClient;
import dev.baton.agent.task.Specialist;
import dev.baton.agent.telemetry.WorkerTelemetry;
import dev.baton.agent.tool.ToolCatalogue;
import dev.baton.redaction.Redactor;
import dev.baton.schemas.AgentCard;
import dev.baton.schemas.Task;

/**
 * What executions of one role share.
 *
 * @param specialist does the work
 * @param card the role's description and limits
 * @param model the model of the card's tier, guarded
 * @param cheaperModel the model of the card's cheaper tier, guarded; the same where it names none
 * @param tools the tools that the card allows
 * @param content where large content is left and fetched
 * @param journal where calls are recorded
 * @param progress says what goes on
 * @param redactor hides secrets in what is written down
 * @param telemetry tells of executions
 */
public record ExecutionParts(
    Specialist specialist,
    AgentCard card,
    ModelClient model,
    ModelClient cheaperModel,
    ToolCatalogue tools,
    ClaimCheck content,
    Journal journal,
    ProgressSink progress,
    Redactor redactor,
    WorkerTelemetry telemetry) {

  /** Parts of a worker that tells nobody of its executions. */
  public ExecutionParts(
      Specialist specialist,
      AgentCard card,
      ModelClient model,
      ModelClient cheaperModel,
      ToolCatalogue tools,
      ClaimCheck content,
      Journal journal,
      ProgressSink progress,
      Redactor redactor) {
    this(
        specialist,
        card,
        model,
        cheaperModel,
        tools,
        content,
        journal,
        progress,
        redactor,
        WorkerTelemetry.NONE);
  }

  /** Parts of a worker that was configured with no secrets. */
  public ExecutionParts(
      Specialist specialist,
      AgentCard card,
      ModelClient model,
      ModelClient cheaperModel,
      ToolCatalogue tools,
      ClaimCheck content,
      Journal journal,
      ProgressSink progress) {
    this(
        specialist,
        card,
        model,
        cheaperModel,
        tools,
        content,
        journal,
        progress,
        Redactor.PATTERNS);
  }

  /** Parts of a role whose card names no cheaper tier. */
  public ExecutionParts(
      Specialist specialist,
      AgentCard card,
      ModelClient model,
      ToolCatalogue tools,
      ClaimCheck content,
      Journal journal,
      ProgressSink progress) {
    this(specialist, card, model, model, tools, content, journal, progress);
  }

  /** The model for a task: the cheaper one once the run's budget nears its end. */
  ModelClient modelFor(Task task) {
    return task.getDegraded() ? cheaperModel : model;
  }
}
