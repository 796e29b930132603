package dev.baton.agent.app;

import dev.baton.agent.model.ModelResilience;
import dev.baton.agent.model.ModelTiers;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** The models of an installation for a process that is no worker, configured as for workers. */
public final class ConfiguredModels {

  private ConfiguredModels() {}

  /**
   * The models of all tiers.
   *
   * @param environment has {@code baton.models}, {@code baton.providers}, {@code baton.prices}
   * @param bounds of the calls to each model
   * @param executor runs the calls
   * @throws IllegalArgumentException if a setting is unknown or its file is wrong
   */
  public static ModelTiers of(
      Environment environment, ModelResilience bounds, ExecutorService executor) {
    BatonProperties baton = Binder.get(environment).bind("baton", BatonProperties.class).get();
    return new ModelTiers(
        ModelSources.of(baton, environment).settings(), bounds, Clock.systemUTC(), executor);
  }
}
