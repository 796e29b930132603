package dev.baton.agent.testing;

import dev.baton.schemas.Task;
import dev.baton.serde.ContractClasses;
import java.time.Instant;

/** Tasks for tests. */
public final class Tasks {

  static {
    ContractClasses.trust();
  }

  private Tasks() {}

  /** A first attempt with an hour of time. */
  public static Task.Builder task(String id) {
    Instant now = Instant.parse("2026-11-01T00:00:00Z");
    return Task.newBuilder()
        .setTaskId(id)
        .setRunId("run-" + id)
        .setTenant("default")
        .setStep("work")
        .setRound(0)
        .setItemIndex(0)
        .setAttempt(1)
        .setRole("tester")
        .setSkill("work")
        .setGoal("goal")
        .setObjective("objective")
        .setCreatedAt(now)
        .setTimeoutMillis(3_600_000)
        .setStartBy(now.plusSeconds(3600))
        .setDeadline(now.plusSeconds(7200));
  }
}
