package dev.baton.routermodels;

import dev.baton.agent.app.ConfiguredModels;
import dev.baton.agent.model.ModelResilience;
import dev.baton.agent.model.TierModel;
import dev.baton.router.app.TargetModels;
import dev.baton.router.decision.TargetModel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import org.springframework.core.env.Environment;

/** Opens models of the installation's tiers. */
public final class TierTargetModels implements TargetModels {

  private static final String OFFLINE = "offline";

  /** Calls side by side: as many as a router decides about at once. */
  private static final int MAX_CALLS = 16;

  private static final int FAILURE_RATE_PERCENT = 50;
  private static final int WINDOW = 20;
  private static final Duration OPEN_FOR = Duration.ofSeconds(15);

  /** For the service loader. */
  public TierTargetModels() {}

  @Override
  public TargetModel open(String tier, Duration deadline, Environment environment) {
    ModelResilience bounds =
        new ModelResilience(deadline, MAX_CALLS, deadline, FAILURE_RATE_PERCENT, WINDOW, OPEN_FOR);
    TierModel model =
        ConfiguredModels.of(
                environment,
                bounds,
                Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("router-model-", 0).factory()))
            .model(tier);
    if (model.name().startsWith(OFFLINE)) {
      throw new IllegalArgumentException(
          "baton.router.model.tier: '%s' is offline, which picks nothing (expected: a tier with a model; baton.models.%s or an account)"
              .formatted(tier, tier));
    }
    return new TierTargetModel(model, deadline, InstantSource.system());
  }
}
