package dev.baton.simulation.worker;

import dev.baton.agent.content.ClaimCheck;
import dev.baton.agent.content.ContentLimits;
import dev.baton.agent.slot.Cancellations;
import dev.baton.agent.slot.ExecutionParts;
import dev.baton.agent.slot.SlotGroup;
import dev.baton.agent.slot.SlotLimits;
import dev.baton.agent.slot.SlotListener;
import dev.baton.agent.slot.SlotParts;
import dev.baton.agent.slot.SlotState;
import dev.baton.agent.slot.SpecialistRunner;
import dev.baton.agent.slot.TaskDecoder;
import dev.baton.agent.slot.Turns;
import dev.baton.agent.slot.WorkerIdentity;
import dev.baton.agent.tool.ToolCatalogue;
import dev.baton.agent.tool.ToolLimits;
import dev.baton.content.ContentStore;
import dev.baton.schemas.Task;
import dev.baton.serde.Decoded;
import dev.baton.simulation.cluster.Cluster;
import dev.baton.simulation.scene.Scene;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * One life of a worker's process: a slot group with everything around it, stepped by the agenda.
 */
final class Life {
  private static final SlotListener SILENT =
      new SlotListener() {
        @Override
        public void polled(int records, Duration waited) {}

        @Override
        public void finished(Duration work) {}

        @Override
        public void runsLong(Duration age) {}
      };

  /** Never used: no card of a simulated role allows a tool. */
  private static final ExecutorService NO_CALLS = Executors.newVirtualThreadPerTaskExecutor();

  private static final ToolCatalogue NO_TOOLS =
      new ToolCatalogue(List.of(), Set.of(), ToolLimits.DEFAULT, NO_CALLS);
  private static final long RETRY = 1_000;
  private static final long MOST_CONTENT_BYTES = 1L << 20;

  private final Pod pod;
  private final Scene scene;
  private final Fibers fibers;
  private final SimulatedSource source;
  private final Cancellations cancellations;
  private final SlotGroup group;
  private long next = Long.MAX_VALUE;
  private boolean dead;

  Life(Pod pod, String name) {
    this.pod = pod;
    this.scene = pod.scene();
    this.fibers = new Fibers(scene, name);
    Cluster.Tasks tasks = scene.cluster().tasks(pod.role());
    // Every other worker takes several records at once, as workers of short tasks do.
    int slots = 1 + pod.number() % 2;
    this.source = new SimulatedSource(pod, tasks, slots == 1 ? 1 : 4);
    this.cancellations = new Cancellations(100, Duration.ofHours(1), scene.agenda());
    this.group =
        new SlotGroup(
            new SlotParts(
                source,
                decoder(tasks),
                new WakingRunner(runner(name), fibers, scene.tally()),
                new Turns(slots),
                cancellations,
                SILENT,
                scene.agenda()),
            SlotLimits.DEFAULT,
            this::wake);
    cancellations.listen(this::wake);
  }

  private static TaskDecoder decoder(Cluster.Tasks tasks) {
    return record ->
        tasks.topic().value(record.place().offset()).orElseThrow() instanceof Task task
            ? new Decoded.Valid<>(task)
            : new Decoded.Poison<>("undecodable", "no task");
  }

  private SpecialistRunner runner(String name) {
    ExecutionParts parts =
        new ExecutionParts(
            new SimulatedSpecialist(pod),
            pod.workers().card(),
            new SimulatedModel(pod),
            NO_TOOLS,
            ClaimCheck.with(
                new ContentStore(
                    new SimulatedContent(pod, scene.cluster().contents), MOST_CONTENT_BYTES),
                new ContentLimits(SimulatedContent.INLINE_BYTES, MOST_CONTENT_BYTES)),
            new SimulatedJournal(pod, pod.workers().journal()),
            (_, _) -> {});
    return new SpecialistRunner(
        parts, new SimulatedOutbox(pod), new WorkerIdentity(pod.role(), name), fibers);
  }

  Fibers fibers() {
    return fibers;
  }

  SimulatedSource source() {
    return source;
  }

  Cancellations cancellations() {
    return cancellations;
  }

  void drain(long graceMillis) {
    group.drain(scene.agenda().instant().plusMillis(graceMillis));
  }

  /** Has the slot group take a step soon. */
  void wake() {
    stepAt(scene.agenda().now());
  }

  private void stepAt(long time) {
    if (time < next) {
      next = time;
      scene.agenda().at(time, () -> step(time));
    }
  }

  private void step(long time) {
    if (dead || time != next) {
      return;
    }
    next = Long.MAX_VALUE;
    if (fibers.isStalled()) {
      stepAt(fibers.stalledUntil().getAsLong());
      return;
    }
    Duration wait = group.step();
    if (!dead) {
      goOn(wait);
    }
  }

  private void goOn(Duration wait) {
    long now = scene.agenda().now();
    switch (group.state()) {
      case SlotState.Closed _ -> {
        dead = true;
        pod.ended();
      }
      case SlotState.Idle _ -> idle(now);
      case SlotState.Renewing _ -> stepAt(now + SlotLimits.DEFAULT.renewPoll().toMillis());
      case SlotState.Running _ -> stepAt(now + wait.toMillis());
    }
  }

  private void idle(long now) {
    if (!source.isIdle()) {
      stepAt(now);
    } else if (pod.isUp()) {
      source.member().await(this::wake);
    } else {
      stepAt(now + RETRY);
    }
  }

  void die() {
    dead = true;
    fibers.die();
    source.member().disconnect();
  }
}
