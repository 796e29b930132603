package dev.baton.simulation.orchestrator;

import dev.baton.simulation.cluster.InboxGroup;
import dev.baton.simulation.scene.Scene;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Two instances of the orchestrator and the coordinator that gives one of them the partition. */
public final class Orchestrators {
  private static final int INSTANCES = 2;
  private static final long SESSION_TIMEOUT = 10_000;

  private final Scene scene;
  private final InboxGroup group;
  private final List<Orchestrator> instances = new ArrayList<>();

  /**
   * The first instance owns the partition at once.
   *
   * @param knowsRole whether a role has topics
   */
  public Orchestrators(Scene scene, Predicate<String> knowsRole) {
    this.scene = scene;
    this.group = scene.cluster().inboxes;
    for (int number = 0; number < INSTANCES; number++) {
      int instance = number;
      instances.add(new Orchestrator(number, scene, knowsRole, () -> gone(instance)));
    }
    instances.get(group.owner()).takeOver();
  }

  /**
   * The owner is not heard of any more. It comes back in time and keeps the partition, or its
   * session ends and the other one gets it.
   */
  private void gone(int instance) {
    if (group.owner() != instance) {
      return;
    }
    int generation = group.generation();
    scene
        .agenda()
        .in(
            SESSION_TIMEOUT,
            () -> {
              if (group.generation() == generation && !instances.get(instance).isWorking()) {
                assign((instance + 1) % INSTANCES);
              }
            });
    if (!instances.get(instance).isStalled()) {
      long comesBack = 500L + scene.chance().size(15_000);
      scene
          .agenda()
          .in(
              comesBack,
              () -> {
                if (group.generation() == generation && group.owner() == instance) {
                  assign(instance);
                }
              });
    }
  }

  private void assign(int instance) {
    group.assign(instance);
    scene
        .trace()
        .say(() ->
            "the partition goes to orchestrator %d in generation %d"
                .formatted(instance, group.generation()));
    instances.get(instance).takeOver();
  }
}
