package dev.baton.agent.slot;

import dev.baton.schemas.Task;
import dev.baton.serde.ContractClasses;
import dev.baton.serde.Decoded;
import dev.baton.serde.RegistryUnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A slot group with everything around it in the test's hands. */
final class SlotScene {

  static {
    ContractClasses.trust();
  }

  final DrivenClock clock = new DrivenClock();
  final FakeTaskSource source = new FakeTaskSource(clock);
  final FakeTaskRunner runner = new FakeTaskRunner();
  final Cancellations cancellations = new Cancellations(100, Duration.ofHours(1), clock);
  final Turns turns;
  final SlotGroup group;
  boolean registryDown;
  int signals;
  private final Map<TaskRecord, Task> tasks = new HashMap<>();
  private int offset;

  SlotScene(int slots) {
    this(slots, Intake.OPEN);
  }

  SlotScene(int slots, Intake intake) {
    this(new Turns(slots, intake));
  }

  SlotScene(Turns turns) {
    this.turns = turns;
    SlotListener silent =
        new SlotListener() {
          @Override
          public void polled(int records, Duration waited) {}

          @Override
          public void finished(Duration work) {}

          @Override
          public void runsLong(Duration age) {}
        };
    group =
        new SlotGroup(
            new SlotParts(source, this::decode, runner, turns, cancellations, silent, clock),
            SlotLimits.DEFAULT,
            () -> signals++);
    cancellations.listen(() -> signals++);
  }

  private Decoded<Task> decode(TaskRecord record) {
    if (registryDown) {
      throw unavailable();
    }
    return Optional.ofNullable(tasks.get(record))
        .<Decoded<Task>>map(Decoded.Valid::new)
        .orElseGet(() -> new Decoded.Poison<>("undecodable", "no task"));
  }

  /** Its constructors are the serde package's own. */
  private static RegistryUnavailableException unavailable() {
    try {
      var constructor = RegistryUnavailableException.class.getDeclaredConstructor(String.class);
      constructor.setAccessible(true);
      return constructor.newInstance("down");
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  Task.Builder task(String id) {
    Instant now = clock.instant();
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
        .setStartBy(now.plusSeconds(60))
        .setDeadline(now.plusSeconds(7200));
  }

  TaskRecord deliver(String id) {
    return deliver(id, 1);
  }

  TaskRecord deliver(String id, int deliveryCount) {
    TaskRecord record = record(id, deliveryCount);
    tasks.put(record, task(id).build());
    source.add(record);
    return record;
  }

  TaskRecord deliver(Task task) {
    TaskRecord record = record(task.getTaskId(), 1);
    tasks.put(record, task);
    source.add(record);
    return record;
  }

  TaskRecord deliverPoison(String name) {
    TaskRecord record = record(name, 1);
    source.add(record);
    return record;
  }

  private TaskRecord record(String name, int deliveryCount) {
    byte[] key = name.getBytes(StandardCharsets.UTF_8);
    return new TaskRecord(
        new TaskRecord.Place(name, 0, offset++), key, key, Map.of(), deliveryCount);
  }

  void steps(int count) {
    for (int i = 0; i < count; i++) {
      group.step();
    }
  }
}
