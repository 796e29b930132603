package dev.baton.simulation.worker;

import dev.baton.core.wire.WireMessages;
import dev.baton.schemas.AgentCard;
import dev.baton.schemas.Control;
import dev.baton.schemas.Task;
import dev.baton.simulation.broker.Topic;
import dev.baton.simulation.chance.Fault;
import dev.baton.simulation.scene.Scene;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** All workers of one role. */
final class RoleWorkers {
  private static final int PODS = 2;
  private static final Map<String, AgentCard> CARDS = new ConcurrentHashMap<>();

  private final String name;
  private final Scene scene;
  private final JournalTopic journal = new JournalTopic();
  private final List<Pod> pods;

  RoleWorkers(String name, int firstNumber, Scene scene) {
    this.name = name;
    this.scene = scene;
    this.pods =
        IntStream.range(0, PODS).mapToObj(number -> new Pod(firstNumber + number, this)).toList();
  }

  String name() {
    return name;
  }

  Scene scene() {
    return scene;
  }

  JournalTopic journal() {
    return journal;
  }

  AgentCard card() {
    return CARDS.computeIfAbsent(
        name, role -> WireMessages.toAvro(dev.baton.core.message.AgentCard.of(role, "work")));
  }

  /** The oldest task of the role that is another one. */
  Optional<Task> otherTask(String than) {
    Topic<Object> topic = scene.cluster().tasks(name).topic();
    return LongStream.range(0, topic.end())
        .filter(topic::isCommitted)
        .mapToObj(offset -> topic.value(offset).orElseThrow())
        .filter(Task.class::isInstance)
        .map(Task.class::cast)
        .filter(task -> !task.getTaskId().equals(than))
        .findFirst();
  }

  /** A control message is on its way to every worker. */
  void hear(Control control) {
    for (Pod pod : pods) {
      if (!pod.strikes(Fault.CONTROL_LOST)) {
        long delay = pod.strikes(Fault.CONTROL_LATE) ? scene.chance().size(30_000) : 2;
        scene.agenda().in(delay, () -> pod.hears(control));
      }
    }
  }

  void end() {
    pods.forEach(Pod::end);
  }
}
