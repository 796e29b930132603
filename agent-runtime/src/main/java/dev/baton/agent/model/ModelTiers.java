package dev.baton.agent.model;

import dev.baton.schemas.AccountUse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;

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
  private final SortedMap<String, AccountGate> gates = new TreeMap<>();
  private final CallGuards guards;
  private final ModelWatch watch;

  /** The models of an installation of one process. */
  public ModelTiers(
      ModelSettings settings, ModelResilience bounds, Clock clock, ExecutorService executor) {
    this(settings, new CallGuards(bounds, AccountQuota.WHOLE, clock, executor));
  }

  /**
   * The models of an installation.
   *
   * @param settings what is configured
   * @param guards guard the calls to each model
   * @throws IllegalArgumentException if a setting is unknown or its file is wrong
   */
  public ModelTiers(ModelSettings settings, CallGuards guards) {
    this(settings, guards, ModelWatch.NONE);
  }

  /**
   * The models of an installation.
   *
   * @param settings what is configured
   * @param guards guard the calls to each model
   * @param watch hears of the calls that reach a model
   * @throws IllegalArgumentException if a setting is unknown or its file is wrong
   */
  public ModelTiers(ModelSettings settings, CallGuards guards, ModelWatch watch) {
    this.settings = settings;
    this.guards = guards;
    this.watch = watch;
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
    return new TierModel(standard, guards.clock());
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
    return new TierModel(chosen, guards.clock());
  }

  private ResilientModelClient shared(String tier, String entry) {
    ResilientModelClient known = models.get(entry);
    if (known == null) {
      known = new ResilientModelClient(open(tier, entry), gate(entry), guards);
      models.put(entry, known);
    }
    return known;
  }

  /** All models of an account share its limits. */
  private Optional<AccountGate> gate(String entry) {
    return Optional.ofNullable(settings.accounts().get(entry.replaceAll(":.*", "")))
        .filter(account -> account.limits().limitsRates())
        .map(account ->
            gates.computeIfAbsent(
                account.name(),
                name -> new AccountGate(name, account.limits(), guards.quota(), guards.clock())));
  }

  /** Every model that a tier was asked for has, guarded, sorted by name. */
  public synchronized List<ResilientModelClient> models() {
    return models.values().stream().sorted(Comparator.comparing(ModelClient::name)).toList();
  }

  /** How the accounts with limits are used by this process, sorted by name. */
  public synchronized List<AccountUse> use() {
    return gates.values().stream().map(AccountGate::use).toList();
  }

  /** The same for people: account → what was used of what. */
  public synchronized Map<String, String> described() {
    Map<String, String> described = new TreeMap<>();
    gates.forEach((account, gate) -> described.put(account, gate.described()));
    return described;
  }

  private ModelClient open(String tier, String entry) {
    if (entry.equals(OFFLINE)) {
      return watch.around("", new OfflineExtractiveModel());
    }
    int colon = entry.indexOf(':');
    String before = colon < 0 ? "" : entry.substring(0, colon);
    String after = entry.substring(colon + 1);
    if (before.equals(SCRIPTED)) {
      return watch.around("", ScriptedModel.fromFile(Path.of(after)));
    }
    ProviderAccount account = settings.accounts().get(before);
    if (account == null || after.isBlank()) {
      throw new IllegalArgumentException(
          "baton.models.%s: %s (expected: offline, scripted:FILE or ACCOUNT:MODEL with an account of %s)"
              .formatted(tier, entry, settings.accounts().keySet()));
    }
    ModelClient client = protocol(tier, account).client(account, after, settings.facts(after));
    return watch.around(account.protocol(), client);
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
