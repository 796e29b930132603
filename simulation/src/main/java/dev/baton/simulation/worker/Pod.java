package dev.baton.simulation.worker;

import dev.baton.schemas.Control;
import dev.baton.schemas.FailureClass;
import dev.baton.schemas.JournalRecord;
import dev.baton.schemas.Result;
import dev.baton.schemas.Task;
import dev.baton.schemas.TaskFailed;
import dev.baton.schemas.Usage;
import dev.baton.simulation.broker.Link;
import dev.baton.simulation.chance.Fault;
import dev.baton.simulation.cluster.Said;
import dev.baton.simulation.law.WorkWatch;
import dev.baton.simulation.scene.Scene;
import dev.baton.simulation.time.Killed;
import dev.baton.simulation.worker.Calls.Call;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One worker of a role: a process that dies and comes back, stands still, or is cut off from the
 * broker. Each life is a new process with nothing of the one before.
 */
final class Pod implements Link {
  private static final Set<FailureClass> RESUMABLE =
      Set.of(FailureClass.ABANDONED, FailureClass.TIMEOUT, FailureClass.TRANSIENT);

  private final int number;
  private final RoleWorkers role;
  private final Scene scene;
  private Optional<Life> life = Optional.empty();
  private long cutOffUntil;
  private int lives;

  Pod(int number, RoleWorkers role) {
    this.number = number;
    this.role = role;
    this.scene = role.scene();
    begin();
  }

  private void begin() {
    Life begun = new Life(this, role() + "-" + number + "-" + lives++);
    life = Optional.of(begun);
    begun.wake();
  }

  Scene scene() {
    return scene;
  }

  RoleWorkers workers() {
    return role;
  }

  String role() {
    return role.name();
  }

  int number() {
    return number;
  }

  Fibers fibers() {
    return life.map(Life::fibers).orElseThrow(Killed::new);
  }

  boolean strikes(Fault fault) {
    return scene.chance().strikes(fault, number);
  }

  @Override
  public boolean isUp() {
    return scene.cluster().isUp() && scene.agenda().now() >= cutOffUntil;
  }

  /** Tasks were taken. */
  void holds() {
    if (strikes(Fault.CUT_OFF)) {
      long millis = 2_000L + scene.chance().size(70_000);
      boolean noticed = strikes(Fault.CUT_OFF_IS_NOTICED);
      say(() ->
          "is cut off for %d ms%s".formatted(millis, noticed ? ", which the broker notices" : ""));
      cutOffUntil = scene.agenda().now() + millis;
      if (noticed) {
        life.ifPresent(current -> current.source().member().disconnect());
      }
    }
    if (strikes(Fault.BROKER_RESTARTS)) {
      scene.trace().say(() -> "the broker restarts");
      scene.watch().outage();
      scene.cluster().restart(1_000L + scene.chance().size(8_000));
    }
    if (strikes(Fault.WORKER_DIES_HOLDING)) {
      scene.agenda().in(1, () -> die("with tasks in hand"));
    }
    if (strikes(Fault.WORKER_LEAVES)) {
      say("is told to leave");
      life.ifPresent(current -> current.drain(5_000));
    }
  }

  /** A model call begins. */
  void beginsCall() {
    fibers().checkAlive();
    if (strikes(Fault.WORKER_STALLS)) {
      long millis = 20_000L + scene.chance().size(80_000);
      say(() -> "stands still for %d ms".formatted(millis));
      fibers().stall(millis);
    }
  }

  /** An execution begins: what must it not pay again? */
  void begins(Task task) {
    Fibers.Task thread = fibers().current();
    boolean follows =
        task.getPreviousFailure() != null && RESUMABLE.contains(task.getPreviousFailure());
    if (thread.deliveries() > 1 || follows) {
      List<JournalRecord> journal = role.journal().of(task.getTaskId());
      thread.begin(WorkWatch.recorded(task.getAttempt(), follows, journal));
    }
  }

  /** A call was made that costs. */
  void pays(String purpose) {
    Call call = Call.parse(purpose);
    scene.work().paying(call.task(), call.index(), fibers().current().recorded());
  }

  /** A task was given back. */
  void released(Object value) {
    if (scene.habits().countsReleasesAsFailures() && value instanceof Task task) {
      Instant now = scene.agenda().instant();
      Result failed =
          Result.newBuilder()
              .setTaskId(task.getTaskId())
              .setRunId(task.getRunId())
              .setAttempt(task.getAttempt())
              .setExecutionId("released")
              .setWorker(role())
              .setAt(now)
              .setStartedAt(now)
              .setUsage(Usage.newBuilder().build())
              .setBody(
                  TaskFailed.newBuilder()
                      .setFailureClass(FailureClass.TRANSIENT)
                      .setMessage("released")
                      .build())
              .build();
      scene.cluster().results.append(new Said(role(), failed));
    }
  }

  Optional<Task> otherTask(String than) {
    return role.otherTask(than);
  }

  void hears(Control control) {
    life.ifPresent(current -> current.cancellations().add(control));
  }

  /** Ends the process; what it throws ends the calling thread. */
  Killed dies(String where) {
    die(where);
    return new Killed();
  }

  private void die(String where) {
    if (life.isPresent()) {
      say("dies " + where);
      Life ended = life.get();
      life = Optional.empty();
      ended.die();
      scene.agenda().in(500L + scene.chance().size(15_000), this::begin);
    }
  }

  /** The process has ended by itself. */
  void ended() {
    life = Optional.empty();
    scene.agenda().in(1_000, this::begin);
  }

  /** The world ends. */
  void end() {
    life.ifPresent(current -> current.fibers().end());
    life = Optional.empty();
  }

  void say(String what) {
    scene.trace().say(() -> "%s %d %s".formatted(role(), number, what));
  }

  void say(Supplier<String> what) {
    scene.trace().say(() -> "%s %d %s".formatted(role(), number, what.get()));
  }
}
