package dev.baton.agent.app;

import dev.baton.agent.model.TierModel;
import dev.baton.agent.slot.Intake;
import java.util.Optional;

/**
 * Lets no task in that must fail for want of a model: none while every model of the card's tier is
 * shut, one to try whether one of them is well again.
 *
 * @param tier named in the card
 * @param model the tier's models
 */
record ModelIntake(String tier, TierModel model) implements Intake {

  @Override
  public int room() {
    return switch (model.room()) {
      case NONE -> 0;
      case ONE_TO_TRY -> 1;
      case FREE -> ANY;
    };
  }

  @Override
  public Optional<String> pausedBecause() {
    return switch (model.room()) {
      case NONE -> Optional.of("tier %s: no model before %s".formatted(tier, model.reopensAt()));
      case ONE_TO_TRY, FREE -> Optional.empty();
    };
  }

  @Override
  public void listen(Runnable listener) {
    model.listen(listener);
  }
}
