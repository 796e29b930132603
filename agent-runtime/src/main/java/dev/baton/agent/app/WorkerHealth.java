package dev.baton.agent.app;

import dev.baton.agent.model.Room;
import dev.baton.agent.slot.Intake;
import dev.baton.agent.slot.SlotLanes;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Up while every slot takes tasks; an open circuit is shown but is the model's fault, not the
 * worker's.
 */
final class WorkerHealth implements HealthIndicator {

  private final SlotLanes worker;
  private final WorkerModels models;
  private final Intake intake;
  private final int slots;

  WorkerHealth(SlotLanes worker, WorkerModels models, Intake intake, int slots) {
    this.worker = worker;
    this.models = models;
    this.intake = intake;
    this.slots = slots;
  }

  @Override
  public Health health() {
    Health.Builder health = worker.isComplete() ? Health.up() : Health.down();
    intake.pausedBecause().ifPresent(why -> health.withDetail("pausedBecause", why));
    Map<String, String> accounts = models.tiers().described();
    if (!accounts.isEmpty()) {
      health.withDetail("accounts", accounts);
    }
    return health
        .withDetail("slots", slots)
        .withDetail("busy", worker.busy())
        .withDetail("mode", worker.mode().name())
        .withDetail("members", worker.alive())
        .withDetail("model", models.model().name())
        .withDetail("modelAvailable", models.model().room() == Room.FREE)
        .build();
  }
}
