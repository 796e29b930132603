package dev.baton.agent.model;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;

/**
 * Which models answer for a tier. Each model is guarded once and shared by all tiers and tasks.
 * Immutable and thread-safe.
 *
 * <p>A tier without a setting has the standard model of every account, in order; without an account
 * it is offline. The tier {@value #LOCAL} is offline unless it is set, so that work meant to stay
 * in the house does.
 */
public final class ModelTiers {

  /** The tier whose work must not leave the house. */
  public static final String LOCAL = "local";

  /** The most models of one tier. */
  static final int MAX_MODELS = 8;

  private static final String OFFLINE = "offline";
  private static final String SCRIPTED = "scripted";

  private final Map<String, TierModel> tiers = new TreeMap<>();
  private final Map<String, ResilientModelClient> models = new HashMap<>();
  private final ModelSettings settings;
  private final Function<ModelClient, ResilientModelClient> guard;
  private final Clock clock;

  /**
   * The models of an installation.
   *
   * @param settings what is configured
   * @param bounds on the calls to each model
   * @param clock for deadlines
   * @param executor runs the calls
   * @throws IllegalArgumentException if a setting is unknown or its file is wrong
   */
  public ModelTiers(
      ModelSettings settings, ModelResilience bounds, Clock clock, ExecutorService executor) {
    this.settings = settings;
    this.clock = clock;
    this.guard = model -> new ResilientModelClient(model, bounds, clock, executor);
    settings.tiers().forEach((tier, setting) -> tiers.put(tier, configured(tier, setting)));
  }

  /**
   * The model of a tier.
   *
   * @param tier named in an agent card
   */
  public synchronized TierModel model(String tier) {
    return tiers.computeIfAbsent(tier, this::standard);
  }

  private TierModel standard(String tier) {
    List<ResilientModelClient> standard = new ArrayList<>();
    if (!tier.equals(LOCAL)) {
      for (ProviderAccount account : settings.accounts().values()) {
        String model = account.model().orElseGet(() -> protocol(tier, account).standardModel(tier));
        standard.add(shared(tier, account.name() + ":" + model));
      }
    }
    if (standard.isEmpty()) {
      standard.add(shared(tier, OFFLINE));
    }
    return new TierModel(standard, clock);
  }

  private TierModel configured(String tier, String setting) {
    List<ResilientModelClient> chosen = new ArrayList<>();
    for (String entry : setting.split(",", -1)) {
      chosen.add(shared(tier, entry.strip()));
    }
    if (chosen.size() > MAX_MODELS) {
      throw new IllegalArgumentException(
          "baton.models.%s: %d models (expected: at most %d)"
              .formatted(tier, chosen.size(), MAX_MODELS));
    }
    return new TierModel(chosen, clock);
  }

  private ResilientModelClient shared(String tier, String entry) {
    ResilientModelClient known = models.get(entry);
    if (known == null) {
      known = guard.apply(open(tier, entry));
      models.put(entry, known);
    }
    return known;
  }

  private ModelClient open(String tier, String entry) {
    if (entry.equals(OFFLINE)) {
      return new OfflineExtractiveModel();
    }
    int colon = entry.indexOf(':');
    String before = colon < 0 ? "" : entry.substring(0, colon);
    String after = entry.substring(colon + 1);
    if (before.equals(SCRIPTED)) {
      return ScriptedModel.fromFile(Path.of(after));
    }
    ProviderAccount account = settings.accounts().get(before);
    if (account == null || after.isBlank()) {
      throw new IllegalArgumentException(
          "baton.models.%s: %s (expected: offline, scripted:FILE or ACCOUNT:MODEL with an account of %s)"
              .formatted(tier, entry, settings.accounts().keySet()));
    }
    return protocol(tier, account)
        .client(account, after, Optional.ofNullable(settings.prices().get(after)));
  }

  private ModelProtocol protocol(String tier, ProviderAccount account) {
    return settings.protocols().stream()
        .filter(protocol -> protocol.name().equals(account.protocol()))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "baton.models.%s: account %s speaks %s (expected: one of %s)"
                    .formatted(
                        tier,
                        account.name(),
                        account.protocol(),
                        settings.protocols().stream().map(ModelProtocol::name).toList())));
  }
}
