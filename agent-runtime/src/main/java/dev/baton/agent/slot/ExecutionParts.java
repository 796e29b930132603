package dev.baton.agent.slot;

import dev.baton.agent.content.ClaimCheck;
import dev.baton.agent.journal.Journal;
import dev.baton.agent.model.ModelClient;
import dev.baton.agent.task.Specialist;
import dev.baton.agent.tool.ToolCatalogue;
import dev.baton.schemas.AgentCard;

/**
 * What executions of one role share.
 *
 * @param specialist does the work
 * @param card the role's description and limits
 * @param model the model of the card's tier, guarded
 * @param tools the tools that the card allows
 * @param content where large content is left and fetched
 * @param journal where calls are recorded
 * @param progress says what goes on
 */
public record ExecutionParts(
    Specialist specialist,
    AgentCard card,
    ModelClient model,
    ToolCatalogue tools,
    ClaimCheck content,
    Journal journal,
    ProgressSink progress) {}
