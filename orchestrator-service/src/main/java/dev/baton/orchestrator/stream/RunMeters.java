package dev.baton.orchestrator.stream;

import dev.baton.core.message.Answer;
import dev.baton.core.message.Usage;
import dev.baton.core.run.Applied;
import dev.baton.core.run.CompensationFact;
import dev.baton.core.run.Effect;
import dev.baton.core.run.Fact;
import dev.baton.core.run.RunFact;
import dev.baton.core.run.StepFact;
import dev.baton.core.run.TaskFact;
import dev.baton.telemetry.MeterBuckets;
import dev.baton.telemetry.MeterNames;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;

/**
 * Counts what was decided. A transaction that is rolled back and done again is counted again: what
 * must be exact stands in the run log. A child run counts with its parent. Thread-safe.
 */
public final class RunMeters {

  private final MeterRegistry registry;
  private final Counter superseded;

  /** Meters; those that have no tags stand at zero from the start. */
  public RunMeters(MeterRegistry registry) {
    this.registry = registry;
    this.superseded = registry.counter(MeterNames.SUPERSEDED);
  }

  void buried(String cause) {
    registry.counter(MeterNames.DEAD_LETTERS, MeterNames.TAG_CAUSE, cause).increment();
  }

  void count(Applied applied) {
    String event = RunTraces.kind(applied.entry().event());
    registry.counter(MeterNames.EVENTS, MeterNames.TAG_EVENT, event).increment();
    applied.entry().facts().forEach(this::count);
    applied.effects().forEach(this::count);
  }

  private void count(Fact fact) {
    switch (fact) {
      case RunFact.RunStarted started when started.parent().isEmpty() ->
          registry
              .counter(MeterNames.RUNS_STARTED, MeterNames.TAG_TENANT, started.tenant())
              .increment();
      case TaskFact.TaskDispatched dispatched ->
          registry
              .counter(MeterNames.DISPATCHES, MeterNames.TAG_ROLE, dispatched.role())
              .increment();
      case TaskFact.TaskAttemptFailed failed ->
          registry
              .counter(
                  MeterNames.ATTEMPTS_FAILED,
                  MeterNames.TAG_CLASS,
                  lower(failed.failure().failureClass()))
              .increment();
      case TaskFact.ResultSuperseded _ -> superseded.increment();
      case StepFact.StepCompleted step ->
          registry
              .counter(
                  MeterNames.STEPS,
                  MeterNames.TAG_STATUS,
                  lower(step.status()),
                  MeterNames.TAG_CAUSE,
                  lower(step.cause()))
              .increment();
      case RunFact _, StepFact _, TaskFact _, CompensationFact _ -> {}
    }
  }

  private void count(Effect effect) {
    if (effect instanceof Effect.PublishAnswer(Answer answer)) {
      String tenant = answer.tenant();
      Timer.builder(MeterNames.RUN_TIME)
          .tags(MeterNames.TAG_TENANT, tenant, MeterNames.TAG_STATUS, lower(answer.status()))
          .serviceLevelObjectives(MeterBuckets.times())
          .register(registry)
          .record(Duration.between(answer.startedAt(), answer.finishedAt()));
      Usage usage = answer.usage();
      registry
          .counter(MeterNames.RUN_COST, MeterNames.TAG_TENANT, tenant)
          .increment(usage.costMicros() / MeterNames.MICROS);
      tokens(tenant, "input", usage.inputTokens());
      tokens(tenant, "output", usage.outputTokens());
    }
  }

  private void tokens(String tenant, String type, long count) {
    registry
        .counter(
            MeterNames.RUN_TOKENS, MeterNames.TAG_TENANT, tenant, MeterNames.TAG_TOKEN_TYPE, type)
        .increment((double) count);
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
