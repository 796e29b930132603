package dev.baton.worker.generalist;

import dev.baton.agent.evidence.Slices;
import dev.baton.agent.json.Json;
import dev.baton.agent.loop.LoopPrompt;
import dev.baton.agent.loop.LoopResult;
import dev.baton.agent.model.OfflineExtractiveModel;
import dev.baton.agent.model.Prompts;
import dev.baton.agent.task.Specialist;
import dev.baton.agent.task.TaskContext;
import dev.baton.agent.task.TaskOutcome;
import dev.baton.documents.DocumentLibrary;
import dev.baton.schemas.AgentCard;
import dev.baton.schemas.FailureClass;
import dev.baton.schemas.SliceEntry;
import dev.baton.schemas.SlicePart;
import dev.baton.schemas.Task;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The work of a role that has a card and no code: the card's prompt over the card's model and
 * tools. Without a model it answers as the generalist does, from documents or with an apology.
 */
public final class CardSpecialist implements Specialist {

  /** The tools that a role without code may be allowed. */
  public static final Set<String> TOOLS = Set.of("http-fetch", "read", "search", "search-code");

  private static final String MCP = "mcp:";

  /** Stands under every card's prompt. */
  private static final String DATA = Prompts.read("card").text();

  private final AgentCard card;
  private final DirectAnswer offline;

  /**
   * A specialist by card.
   *
   * @param card with a prompt
   * @param library the documents
   * @throws IllegalArgumentException if the card has no prompt
   */
  public CardSpecialist(AgentCard card, DocumentLibrary library) {
    if (card.getPrompt().isBlank()) {
      throw new IllegalArgumentException(
          "agent card of %s: prompt is missing (expected: instructions, where a role has no code of its own)"
              .formatted(card.getRole()));
    }
    this.card = card;
    this.offline = new DirectAnswer(library);
  }

  /**
   * Whether a card of a role without code may name a tool: one of {@link #TOOLS}, or one of an MCP
   * server, which the worker's installation must have.
   */
  public static boolean mayName(String tool) {
    return TOOLS.contains(tool) || tool.startsWith(MCP);
  }

  @Override
  public TaskOutcome perform(TaskContext context) throws InterruptedException {
    Task task = context.task();
    String objective = task.getObjective().isBlank() ? task.getGoal() : task.getObjective();
    if (objective.isBlank()) {
      return TaskOutcome.failure(
          FailureClass.PERMANENT, "objective: blank (expected: what is to be done)");
    }
    if (task.getSkill().equals(Planner.PURPOSE)) {
      return Planner.perform(context, objective, card.getPrompt());
    }
    if (context.model().name().equals(OfflineExtractiveModel.NAME)) {
      return offline(context, objective);
    }
    context.progress("working as its card says");
    Optional<String> schema =
        Optional.ofNullable(task.getOutputSchema())
            .or(() -> Optional.ofNullable(card.getOutputSchema()));
    LoopResult result =
        context
            .loop()
            .run(
                new LoopPrompt(
                    card.getRole(),
                    card.getPrompt().strip() + "\n\n" + DATA,
                    user(task, objective),
                    schema,
                    schema.isEmpty()));
    return schema.isPresent()
        ? TaskOutcome.json(result.text(), result.text(), List.of())
        : TaskOutcome.markdown(
            result.text(),
            Json.canonical(
                Json.object().put("model", context.model().name()).put("steps", result.steps())),
            List.of());
  }

  private TaskOutcome offline(TaskContext context, String objective) throws InterruptedException {
    if (card.getOutputSchema() != null) {
      return TaskOutcome.failure(
          FailureClass.PERMANENT,
          "tier %s: offline (expected: a model, since the card of %s asks for JSON)"
              .formatted(card.getTier(), card.getRole()));
    }
    return offline.perform(context, objective);
  }

  private static String user(Task task, String objective) {
    StringBuilder text = new StringBuilder("## Task\n").append(objective).append('\n');
    if (task.getPreviousFailure() == FailureClass.MALFORMED
        && task.getPreviousFailureMessage() != null) {
      text.append("\n## Why the last result was refused\n")
          .append(task.getPreviousFailureMessage())
          .append('\n');
    }
    for (SliceEntry entry : task.getSlice()) {
      text.append("\n## Given: ").append(entry.getKey()).append('\n');
      for (SlicePart part : entry.getParts()) {
        String content = Slices.text(part);
        text.append(content.isBlank() ? part.getFieldsJson() : content).append('\n');
      }
    }
    return text.toString();
  }
}
