package dev.baton.agent.app;

import dev.baton.agent.model.ModelTiers;
import dev.baton.agent.model.TierModel;
import dev.baton.agent.tool.ToolCatalogue;

/**
 * What the worker's card chooses.
 *
 * @param model the model of its tier
 * @param cheaper the model of its cheaper tier; the same where it names none
 * @param tools the tools that it allows
 * @param tiers all models, with the accounts that they use
 */
record WorkerModels(TierModel model, TierModel cheaper, ToolCatalogue tools, ModelTiers tiers) {}
