package dev.baton.agent.app;

import dev.baton.agent.model.TierModel;
import dev.baton.agent.tool.ToolCatalogue;

/**
 * What the worker's card chooses.
 *
 * @param model the model of its tier
 * @param tools the tools that it allows
 */
record WorkerModels(TierModel model, ToolCatalogue tools) {}
