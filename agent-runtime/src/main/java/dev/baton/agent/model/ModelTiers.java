package dev.baton.agent.model;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;

/**
 * Which model answers for a tier. Each tier's model is guarded once and shared by all tasks.
 * Immutable and thread-safe.
 *
 * <p>A tier's setting is {@code offline} or {@code scripted:FILE}; a tier without one is offline.
 */
public final class ModelTiers {

  private static final String SCRIPTED = "scripted:";

  private final Map<String, ResilientModelClient> tiers = new TreeMap<>();
  private final ResilientModelClient offline;

  /**
   * The models of an installation.
   *
   * @param settings tier name → setting
   * @param bounds on the calls to each model
   * @param clock for deadlines
   * @param executor runs the calls
   * @throws IllegalArgumentException if a setting is unknown or its file is wrong
   */
  public ModelTiers(
      Map<String, String> settings, ModelResilience bounds, Clock clock, ExecutorService executor) {
    this.offline = new ResilientModelClient(new OfflineExtractiveModel(), bounds, clock, executor);
    settings.forEach((tier, setting) ->
        tiers.put(
            tier,
            guarded(
                tier, setting, model -> new ResilientModelClient(model, bounds, clock, executor))));
  }

  private ResilientModelClient guarded(
      String tier,
      String setting,
      java.util.function.Function<ModelClient, ResilientModelClient> guard) {
    if (setting.equals("offline")) {
      return offline;
    }
    if (setting.startsWith(SCRIPTED)) {
      return guard.apply(ScriptedModel.fromFile(Path.of(setting.substring(SCRIPTED.length()))));
    }
    throw new IllegalArgumentException(
        "baton.models.%s: %s (expected: offline or scripted:FILE)".formatted(tier, setting));
  }

  /**
   * The model of a tier.
   *
   * @param tier named in an agent card
   */
  public ResilientModelClient model(String tier) {
    return tiers.getOrDefault(tier, offline);
  }
}
