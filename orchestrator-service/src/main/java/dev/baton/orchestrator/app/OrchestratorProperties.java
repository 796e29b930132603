package dev.baton.orchestrator.app;

import dev.baton.core.run.BudgetLimits;
import dev.baton.serde.RegistryEndpoint;
import dev.baton.topics.TopicCatalogue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The service's settings.
 *
 * @param topicPrefix what every topic and group name starts with
 * @param priorities whether tasks of HIGH and LOW have topics of their own
 * @param registry where schemas are looked up
 * @param orchestrator the orchestrator's own settings
 */
@ConfigurationProperties("baton")
public record OrchestratorProperties(
    @DefaultValue("baton.") String topicPrefix,
    @DefaultValue("false") boolean priorities,
    Registry registry,
    @DefaultValue Orchestrator orchestrator) {

  /**
   * The schema registry.
   *
   * @param url its base address
   * @param kind whose client speaks to it
   */
  public record Registry(URI url, @DefaultValue("apicurio") RegistryEndpoint.Kind kind) {}

  /**
   * The orchestrator's own settings.
   *
   * @param stateDir folder of the local state; a volume that outlives the process spares a restore
   * @param instanceId name of this instance in the group, stable over restarts; without one a
   *     restart waits for the session timeout
   * @param threads stream threads
   * @param standbyReplicas warm copies of the state on other instances
   * @param pace how often it polls, commits and fires timers
   * @param limits upper bounds
   * @param budgets bounds on what runs may spend
   */
  public record Orchestrator(
      @DefaultValue("state/orchestrator") Path stateDir,
      Optional<String> instanceId,
      @DefaultValue("1") int threads,
      @DefaultValue("0") int standbyReplicas,
      @DefaultValue Pace pace,
      @DefaultValue Limits limits,
      @DefaultValue Budgets budgets) {}

  /**
   * Bounds on what runs may spend. Pinned to each run when it starts.
   *
   * @param tierPrices model tier to the highest price of its tokens, in units of the installation's
   *     currency per million tokens; of a tier without an entry nothing is assumed
   * @param leaseTokens tokens that a run asks its tenant's ledger for at once
   * @param leaseCost money that it asks for at once, in units of the installation's currency
   * @param leaseWait how long it waits for the ledger's word
   * @param cheaperFrom percent of a bound from which the cards' cheaper tiers are used
   * @param fewerFrom percent from which optional items of fan-outs are left out
   * @param finishFrom percent from which nothing is tried again and no loop goes round
   */
  public record Budgets(
      @DefaultValue Map<String, BigDecimal> tierPrices,
      @DefaultValue("200000") long leaseTokens,
      @DefaultValue("1") BigDecimal leaseCost,
      @DefaultValue("30s") Duration leaseWait,
      @DefaultValue("80") int cheaperFrom,
      @DefaultValue("90") int fewerFrom,
      @DefaultValue("95") int finishFrom) {
    private static final int MICROS = 6;

    /**
     * Copies the prices.
     *
     * @throws IllegalArgumentException if a price is negative, or a percentage is not between the
     *     one before it and 100
     */
    public Budgets {
      tierPrices = Map.copyOf(tierPrices);
      tierPrices.forEach((tier, price) -> {
        if (price.signum() < 0) {
          throw new IllegalArgumentException(
              "baton.orchestrator.budgets.tier-prices.%s: %s (expected: at least 0)"
                  .formatted(tier, price));
        }
      });
      if (1 > cheaperFrom
          || cheaperFrom > fewerFrom
          || fewerFrom > finishFrom
          || finishFrom > 100) {
        throw new IllegalArgumentException(
            "baton.orchestrator.budgets: cheaper-from %d, fewer-from %d, finish-from %d (expected: rising, 1 to 100)"
                .formatted(cheaperFrom, fewerFrom, finishFrom));
      }
      if (leaseTokens < 1 || leaseCost.signum() <= 0) {
        throw new IllegalArgumentException(
            "baton.orchestrator.budgets: lease-tokens %d, lease-cost %s (expected: more than 0)"
                .formatted(leaseTokens, leaseCost));
      }
    }

    BudgetLimits limits() {
      Map<String, Long> prices = new TreeMap<>();
      tierPrices.forEach((tier, price) -> prices.put(tier, micros(price)));
      return new BudgetLimits(
          prices, leaseTokens, micros(leaseCost), leaseWait, cheaperFrom, fewerFrom, finishFrom);
    }

    private static long micros(BigDecimal amount) {
      return amount.movePointRight(MICROS).setScale(0, RoundingMode.CEILING).longValueExact();
    }
  }

  /**
   * How often things happen.
   *
   * @param poll longest wait for records at rest; work and timers end it
   * @param commitInterval longest time between commits under load
   * @param commitLinger wait for further records before the work at hand is committed
   * @param tick shortest time between two looks at the due timers
   * @param sessionTimeout after which a silent instance loses its partitions
   * @param transactionTimeout after which the broker aborts a hung instance's transaction, which
   *     holds back every reader
   * @param topicRefresh how often the cluster's topics are looked at
   */
  public record Pace(
      @DefaultValue("500ms") Duration poll,
      @DefaultValue("30ms") Duration commitInterval,
      @DefaultValue("0ms") Duration commitLinger,
      @DefaultValue("50ms") Duration tick,
      @DefaultValue("10s") Duration sessionTimeout,
      @DefaultValue("8s") Duration transactionTimeout,
      @DefaultValue("10s") Duration topicRefresh) {}

  /**
   * Upper bounds.
   *
   * @param timersPerTick timers fired at one look
   * @param inputBytes largest record that is applied; larger results count as failed, larger
   *     requests are refused
   * @param outputBytes largest record that is written; a third of it must hold an input
   * @param cacheBytes heap for the state's cache, over all threads
   * @param registryWait longest wait for the schema registry before the thread is replaced
   * @param clusterWait longest wait for one answer of the cluster's administration
   * @param gravestoneTime how long a run is remembered after its end
   */
  public record Limits(
      @DefaultValue("256") int timersPerTick,
      @DefaultValue("300000") int inputBytes,
      @DefaultValue("1000000") int outputBytes,
      @DefaultValue("33554432") long cacheBytes,
      @DefaultValue("5s") Duration registryWait,
      @DefaultValue("15s") Duration clusterWait,
      @DefaultValue("15d") Duration gravestoneTime) {

    /**
     * A request lies in its topic for so long, and what the router made of it for so long again.
     */
    private static final Duration LEAST_GRAVESTONE_TIME = TopicCatalogue.INBOX.multipliedBy(2);

    /**
     * Checks sizes and times.
     *
     * @throws IllegalArgumentException if an input, its fact and its answer would not fit one
     *     output, or if runs would be forgotten while their requests may come again
     */
    public Limits {
      if (inputBytes < 1 || outputBytes / 3 < inputBytes) {
        throw new IllegalArgumentException(
            "baton.orchestrator.limits.input-bytes: %d (expected: 1 to a third of output-bytes, %d)"
                .formatted(inputBytes, outputBytes / 3));
      }
      if (gravestoneTime.compareTo(LEAST_GRAVESTONE_TIME) < 0) {
        throw new IllegalArgumentException(
            "baton.orchestrator.limits.gravestone-time: %s (expected: at least %s, twice what inboxes keep)"
                .formatted(gravestoneTime, LEAST_GRAVESTONE_TIME));
      }
    }
  }
}
