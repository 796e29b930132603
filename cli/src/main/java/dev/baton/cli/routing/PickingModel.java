package dev.baton.cli.routing;

import dev.baton.cli.failure.CommandFailure;
import dev.baton.router.decision.ModelStage;
import dev.baton.router.decision.TargetModel;
import dev.baton.routermodels.TierTargetModels;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** The model of the router's model stage, as a command names it. */
public final class PickingModel {

  /** Nobody else waits behind a command. */
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  /** What a command asks is bounded as a whole. */
  private static final int PER_MINUTE = Integer.MAX_VALUE;

  private static final String TIER = "command";

  private PickingModel() {}

  /**
   * Opens it.
   *
   * @param entry ACCOUNT:MODEL or scripted:FILE; accounts are those of the environment
   * @throws CommandFailure if there is no such model
   */
  public static TargetModel open(String entry) {
    StandardEnvironment environment = new StandardEnvironment();
    Map<String, Object> settings =
        Map.of("baton.registry.url", "http://unused", "baton.models." + TIER, entry);
    environment.getPropertySources().addFirst(new MapPropertySource("command", settings));
    try {
      return new TierTargetModels().open(TIER, DEADLINE, environment);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(
          "--model: %s: no such model (expected: ACCOUNT:MODEL with an account whose key is in the environment, or scripted:FILE): %s"
              .formatted(entry, e.getMessage()));
    }
  }

  /** The same, asked no more than so many questions. */
  public static CountedModel counted(String entry, int most) {
    return new CountedModel(open(entry), most);
  }

  /** A stage with a model. */
  public static ModelStage stage(TargetModel model) {
    return new ModelStage(model, PER_MINUTE, InstantSource.system());
  }
}
