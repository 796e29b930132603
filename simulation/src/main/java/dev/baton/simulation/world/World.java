package dev.baton.simulation.world;

import static dev.baton.laws.BrokenInvariantException.unless;

import dev.baton.core.ledger.LedgerEvent;
import dev.baton.core.ledger.TenantLimit;
import dev.baton.core.run.RunEvent;
import dev.baton.core.wire.WireEvents;
import dev.baton.core.wire.WireLedger;
import dev.baton.laws.BrokenInvariantException;
import dev.baton.simulation.broker.ShareSettings;
import dev.baton.simulation.chance.Chance;
import dev.baton.simulation.chance.Fault;
import dev.baton.simulation.chance.Strike;
import dev.baton.simulation.cluster.Cluster;
import dev.baton.simulation.cluster.Garbage;
import dev.baton.simulation.law.Plans;
import dev.baton.simulation.law.Watch;
import dev.baton.simulation.law.WorkWatch;
import dev.baton.simulation.orchestrator.Orchestrators;
import dev.baton.simulation.scene.Habits;
import dev.baton.simulation.scene.Scene;
import dev.baton.simulation.scene.Tally;
import dev.baton.simulation.scene.Tally.Count;
import dev.baton.simulation.time.Agenda;
import dev.baton.simulation.time.Trace;
import dev.baton.simulation.worker.Workers;
import java.util.Optional;
import java.util.Set;

/** One world, from its request until nothing happens any more. */
public final class World {
  /** Virtual time that no run may reach. */
  private static final long LATEST = 6 * 3_600_000L;

  /** Virtual time for what is under way when the last run has ended. */
  private static final long AFTERWARDS = 600_000;

  /** A replay decides everything once more, so only some worlds pay for it. */
  private static final int SEEDS_PER_REPLAY = 8;

  private static final int MOST_STEPS = 100_000;
  private static final int STEPS_BETWEEN_CHECKS = 64;

  private final long seed;
  private final Scene scene;
  private final Scripts scripts;
  private final Workers workers;
  private final Tally tally = new Tally();
  private int requests = 1;

  private World(Play play) {
    this.seed = play.seed();
    this.scripts = play.lane().scripts();
    Plans plans = play.lane().plans();
    Habits habits = play.lane().habits();
    Agenda agenda = new Agenda();
    Chance chance = new Chance(play.seed(), play.allowed());
    Trace trace = new Trace(agenda, play.traced());
    ShareSettings plain = ShareSettings.DEFAULT;
    ShareSettings settings =
        new ShareSettings(
            plain.lockMillis(), plain.deliveryLimit(), plain.window(), habits.hidesAborted());
    Cluster cluster = new Cluster(agenda, settings, this::startWorkers);
    WorkWatch work = new WorkWatch();
    Watch watch = new Watch(agenda, Requests.TENANT, plans, work);
    this.scene =
        new Scene(agenda, chance, trace, cluster, plans.machine(), habits, watch, work, tally);
    this.workers = new Workers(scene);
  }

  /**
   * How a world is played.
   *
   * @param seed its seed
   * @param lane shared with other worlds of the same thread
   * @param allowed the only faults that may happen; all where absent
   * @param traced whether what happens is written down
   */
  public record Play(long seed, Lane lane, Optional<Set<Strike>> allowed, boolean traced) {}

  /** Plays a world to its end, or to the first broken invariant. */
  public static Outcome play(Play play) {
    return new World(play).run();
  }

  private void startWorkers(String role) {
    workers.start(role);
  }

  private Outcome run() {
    Optional<BrokenInvariantException> broken = Optional.empty();
    try {
      begin();
      goOn();
      scene.watch().checkEnd(scene.cluster());
      if (seed % SEEDS_PER_REPLAY == 0) {
        scene.watch().checkReplays();
      }
    } catch (BrokenInvariantException e) {
      broken = Optional.of(e);
    } catch (RuntimeException e) {
      broken = Optional.of(new BrokenInvariantException(e));
    } finally {
      workers.end();
    }
    tally.add(Count.SEEDS);
    tally.add(Count.RUNS, scene.watch().begun());
    tally.add(scene.chance().strikes());
    return new Outcome(seed, broken, scene.chance().strikes(), tally, scene.trace().lines());
  }

  private void begin() {
    new Orchestrators(scene, Scripts::isRole);
    new People(scene);
    Optional<TenantLimit> limit = Requests.limit(scene.chance());
    limit.ifPresent(most ->
        scene
            .cluster()
            .budget
            .append(
                WireLedger.toAvro(new LedgerEvent.LimitSet(Requests.TENANT, most, Agenda.START))));
    RunEvent.Routed routed = Requests.of(seed, 0, scene.chance(), scripts);
    send(0, routed);
    if (limit.isPresent() && scene.chance().of(11, 2) == 0) {
      requests++;
      send(scene.chance().of(12, 60_000), Requests.of(seed, 1, scene.chance(), scripts));
    }
    if (scene.chance().strikes(Fault.REQUEST_SENT_TWICE, 0)) {
      send(scene.chance().size(120_000), routed);
    }
    if (scene.chance().strikes(Fault.KEY_USED_AGAIN, 0)) {
      send(scene.chance().size(120_000), Requests.another(routed));
    }
    if (scene.chance().strikes(Fault.POISON_RESULT, 0)) {
      Garbage garbage = new Garbage("result");
      scene.agenda().in(scene.chance().size(20_000), () -> scene.cluster().results.append(garbage));
    }
  }

  private void send(long delay, RunEvent.Routed routed) {
    scene.agenda().in(delay, () -> scene.cluster().runs.append(WireEvents.toAvro(routed)));
  }

  private void goOn() {
    long until = LATEST;
    boolean over = false;
    for (int step = 0; scene.agenda().step(until); step++) {
      scene.work().check();
      unless(step < MOST_STEPS, "liveness: the world does not come to rest");
      if (step % STEPS_BETWEEN_CHECKS == 0) {
        scene.watch().checkTime();
        scene.watch().checkTimers();
        if (!over && scene.watch().roots() >= requests && scene.watch().allFinished()) {
          over = true;
          scene.chance().calmDown();
          until = scene.agenda().now() + AFTERWARDS;
        }
      }
    }
  }
}
