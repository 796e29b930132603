package dev.baton.simulation.worker;

import dev.baton.agent.slot.Acknowledgement;
import dev.baton.agent.slot.TaskRecord;
import dev.baton.agent.slot.TaskSource;
import dev.baton.laws.BrokenInvariantException;
import dev.baton.schemas.Task;
import dev.baton.simulation.broker.AckType;
import dev.baton.simulation.broker.Delivery;
import dev.baton.simulation.broker.ShareMember;
import dev.baton.simulation.cluster.Cluster;
import dev.baton.simulation.scene.Tally.Count;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A slot's member of the share group of its role's tasks. */
final class SimulatedSource implements TaskSource {
  private final Pod pod;
  private final Cluster.Tasks tasks;
  private final ShareMember member;
  private final Map<Long, TaskRecord> held = new HashMap<>();
  private final Map<Long, AckType> noted = new HashMap<>();
  private final Set<TaskRecord> lost = new LinkedHashSet<>();
  private boolean foundNothing;

  SimulatedSource(Pod pod, Cluster.Tasks tasks, int most) {
    this.pod = pod;
    this.tasks = tasks;
    this.member = new ShareMember(tasks.group(), pod, most);
  }

  /** Whether the last poll brought nothing and there is nothing in hand. */
  boolean isIdle() {
    return foundNothing && held.isEmpty();
  }

  ShareMember member() {
    return member;
  }

  @Override
  public List<TaskRecord> poll(Duration timeout) {
    commit(timeout);
    List<TaskRecord> records = new ArrayList<>();
    for (Delivery delivery : member.poll()) {
      records.add(held.computeIfAbsent(delivery.offset(), _ -> taken(delivery)));
    }
    foundNothing = records.isEmpty();
    if (!foundNothing) {
      pod.holds();
    }
    return records;
  }

  private TaskRecord taken(Delivery delivery) {
    BrokenInvariantException.unless(
        tasks.topic().isCommitted(delivery.offset()),
        () ->
            "isolation: %s@%d of an aborted transaction was handed out"
                .formatted(tasks.topic().name(), delivery.offset()));
    if (delivery.count() > 1) {
      pod.scene().tally().add(Count.REDELIVERIES);
    }
    pod.say(() ->
        "takes %s@%d, delivery %d"
            .formatted(tasks.topic().name(), delivery.offset(), delivery.count()));
    return new TaskRecord(
        new TaskRecord.Place(tasks.topic().name(), 0, delivery.offset()),
        null,
        null,
        Map.of(),
        delivery.count());
  }

  @Override
  public void acknowledge(TaskRecord record, Acknowledgement how) {
    long offset = record.place().offset();
    AckType type =
        switch (how) {
          case ACCEPT -> AckType.ACCEPT;
          case RELEASE -> AckType.RELEASE;
          case RENEW -> AckType.RENEW;
        };
    member.acknowledge(offset, type);
    noted.put(offset, type);
    if (type != AckType.RENEW) {
      held.remove(offset);
    }
  }

  @Override
  public void commit(Duration bound) {
    if (noted.isEmpty()) {
      return;
    }
    Set<Long> refused = member.commit();
    noted.forEach((offset, how) -> settled(offset, how, !refused.contains(offset)));
    noted.clear();
  }

  private void settled(long offset, AckType how, boolean taken) {
    switch (how) {
      case RENEW -> renewed(offset, taken);
      case ACCEPT -> {
        if (taken) {
          accepted(offset);
        } else {
          pod.say("has its acknowledgement refused");
        }
      }
      case RELEASE, REJECT -> pod.released(tasks.topic().value(offset).orElseThrow());
    }
  }

  private void renewed(long offset, boolean taken) {
    pod.scene().tally().add(Count.RENEWALS);
    TaskRecord record = held.get(offset);
    if (!taken && record != null) {
      pod.say("has lost the lock of " + record);
      pod.scene().tally().add(Count.LOST_LOCKS);
      held.remove(offset);
      lost.add(record);
    }
  }

  private void accepted(long offset) {
    Object value = tasks.topic().value(offset).orElseThrow();
    if (value instanceof Task task) {
      pod.scene().work().accepted(task);
    } else {
      pod.scene().work().acceptedPoison(tasks.topic().name() + "@" + offset);
    }
  }

  @Override
  public List<TaskRecord> takeLost() {
    List<TaskRecord> taken = List.copyOf(lost);
    lost.clear();
    return taken;
  }

  @Override
  public Duration lock() {
    return pod.scene().habits().renewsLocks()
        ? Duration.ofMillis(member.lockMillis())
        : Duration.ofHours(1);
  }

  @Override
  public void wakeup() {}

  @Override
  public void close() {
    commit(Duration.ZERO);
    member.close();
  }
}
