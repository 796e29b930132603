package dev.baton.router.app;

import dev.baton.router.decision.TargetModel;
import java.time.Duration;
import org.springframework.core.env.Environment;

/**
 * Opens the model of the model stage. The router itself carries no model client: whoever wants the
 * stage puts an implementation on the class path, found as a service.
 */
public interface TargetModels {

  /**
   * Opens the model of a tier.
   *
   * @param tier a tier that is configured as for workers, {@code baton.models.TIER}
   * @param deadline how long one question may take
   * @param environment where models and accounts are configured
   * @throws IllegalArgumentException if the tier has no model that could pick a target
   */
  TargetModel open(String tier, Duration deadline, Environment environment);
}
