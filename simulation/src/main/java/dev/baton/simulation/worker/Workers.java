package dev.baton.simulation.worker;

import dev.baton.schemas.Control;
import dev.baton.simulation.broker.Topic;
import dev.baton.simulation.chance.Fault;
import dev.baton.simulation.cluster.Garbage;
import dev.baton.simulation.scene.Scene;
import java.util.LinkedHashMap;
import java.util.Map;

/** The workers of all roles; a role gets its workers when its first task is sent. */
public final class Workers {
  private final Scene scene;
  private final Map<String, RoleWorkers> roles = new LinkedHashMap<>();
  private long controlRead;

  /** No workers yet. */
  public Workers(Scene scene) {
    this.scene = scene;
    scene.cluster().control.listen(this::readControl);
  }

  /** Starts the workers of a role. */
  public void start(String role) {
    roles.put(role, new RoleWorkers(role, 2 * roles.size(), scene));
    if (scene.chance().strikes(Fault.POISON_TASK, roles.size())) {
      scene.trace().say(() -> "poison lies among the tasks of " + role);
      scene.agenda().in(1, () -> scene.cluster().tasks(role).topic().append(new Garbage(role)));
    }
  }

  private void readControl() {
    Topic<Control> control = scene.cluster().control;
    for (long end = control.stableEnd(); controlRead < end; controlRead++) {
      if (control.isCommitted(controlRead)) {
        Control told = control.value(controlRead).orElseThrow();
        roles.values().forEach(role -> role.hear(told));
      }
    }
  }

  /** The world ends; no thread is left behind. */
  public void end() {
    roles.values().forEach(RoleWorkers::end);
  }
}
