package dev.baton.agent.app;

import dev.baton.agent.model.TierModel;
import dev.baton.agent.slot.FetchMode;
import dev.baton.agent.slot.SlotWorker;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Up while every slot takes tasks; an open circuit is shown but is the model's fault, not the
 * worker's.
 */
final class WorkerHealth implements HealthIndicator {

  private final SlotWorker worker;
  private final TierModel model;
  private final int slots;

  WorkerHealth(SlotWorker worker, TierModel model, int slots) {
    this.worker = worker;
    this.model = model;
    this.slots = slots;
  }

  @Override
  public Health health() {
    FetchMode mode = worker.mode();
    int wanted = mode == FetchMode.BATCH ? 1 : slots;
    int alive = worker.alive();
    Health.Builder health =
        alive >= wanted && worker.lastFailure().isEmpty() ? Health.up() : Health.down();
    return health
        .withDetail("slots", slots)
        .withDetail("busy", worker.busy())
        .withDetail("mode", mode.name())
        .withDetail("members", alive)
        .withDetail("model", model.name())
        .withDetail("modelAvailable", model.available())
        .build();
  }
}
