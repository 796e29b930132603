package dev.baton.agent.app;

import dev.baton.agent.model.ResilientModelClient;
import dev.baton.agent.slot.Intake;
import dev.baton.agent.slot.SlotLanes;
import dev.baton.telemetry.MeterNames;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Locale;

/** Shows where a worker's slots and the circuits of its models stand. */
final class WorkerGauges {

  private static final List<CircuitBreaker.State> STATES =
      List.of(
          CircuitBreaker.State.CLOSED, CircuitBreaker.State.HALF_OPEN, CircuitBreaker.State.OPEN);

  WorkerGauges(
      MeterRegistry registry,
      WorkerProperties worker,
      SlotLanes slots,
      WorkerModels models,
      Intake intake) {
    Tags role = Tags.of(MeterNames.TAG_ROLE, worker.role());
    Gauge.builder(MeterNames.SLOTS, worker::slots).tags(role).register(registry);
    Gauge.builder(MeterNames.BUSY, slots::busy).tags(role).register(registry);
    Gauge.builder(MeterNames.PAUSED, () -> intake.pausedBecause().isPresent() ? 1 : 0)
        .tags(role)
        .register(registry);
    for (ResilientModelClient model : models.tiers().models()) {
      for (CircuitBreaker.State state : STATES) {
        Gauge.builder(MeterNames.CIRCUIT, () -> model.circuit() == state ? 1 : 0)
            .tags(
                role.and(
                    MeterNames.TAG_MODEL,
                    model.name(),
                    MeterNames.TAG_STATE,
                    state.name().toLowerCase(Locale.ROOT)))
            .register(registry);
      }
    }
  }
}
