package dev.baton.simulation.worker;

import dev.baton.agent.slot.Surroundings;
import dev.baton.simulation.scene.Scene;
import dev.baton.simulation.time.Fiber;
import dev.baton.simulation.time.Killed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The threads of one life of a worker's process, which take turns by the agenda. */
final class Fibers implements Surroundings {
  private final Scene scene;
  private final String name;
  private final List<Task> tasks = new ArrayList<>();
  private Optional<Task> current = Optional.empty();
  private long stalledUntil;
  private boolean dead;
  private int executions;

  /** A thread and what is known of its work. */
  static final class Task {
    private final Fiber fiber;
    private Set<Integer> recorded = Set.of();
    private int deliveries = 1;

    private Task(Fiber fiber) {
      this.fiber = fiber;
    }

    /** From here on these calls are in the journal of an earlier execution. */
    void begin(Set<Integer> recordedCalls) {
      recorded = recordedCalls;
    }

    /** How often its record was handed out. */
    void delivered(int count) {
      deliveries = count;
    }

    int deliveries() {
      return deliveries;
    }

    Set<Integer> recorded() {
      return recorded;
    }
  }

  Fibers(Scene scene, String name) {
    this.scene = scene;
    this.name = name;
  }

  @Override
  public Instant instant() {
    return scene.agenda().instant();
  }

  @Override
  public void execute(Runnable command) {
    Task task = new Task(new Fiber(command));
    tasks.add(task);
    scene.agenda().in(0, () -> turn(task));
  }

  /** The thread that was made last. */
  Task last() {
    return tasks.getLast();
  }

  /** The thread whose turn it is. */
  Task current() {
    return current.orElseThrow();
  }

  /** Gives a thread its turn soon: it may have been interrupted. */
  void wake(Task task) {
    scene.agenda().in(0, () -> turn(task));
  }

  private void turn(Task task) {
    if (dead || task.fiber.hasEnded()) {
      return;
    }
    if (isStalled()) {
      scene.agenda().at(stalledUntil, () -> turn(task));
      return;
    }
    current = Optional.of(task);
    task.fiber.resume();
    current = Optional.empty();
    if (task.fiber.hasEnded()) {
      tasks.remove(task);
    }
  }

  @Override
  public void pause(Duration pause) throws InterruptedException {
    sleep(pause.toMillis());
  }

  /** Lets virtual time pass. */
  void sleep(long millis) throws InterruptedException {
    if (!passes(millis)) {
      throw new InterruptedException();
    }
  }

  /** Lets virtual time pass, whoever interrupts. */
  void sleepDeaf(long millis) {
    long until = scene.agenda().now() + millis;
    while (scene.agenda().now() < until) {
      passes(until - scene.agenda().now());
    }
  }

  private boolean passes(long millis) {
    checkAlive();
    Task me = current();
    long until = scene.agenda().now() + millis;
    scene.agenda().at(until, () -> turn(me));
    boolean calm = true;
    while (calm && scene.agenda().now() < until) {
      me.fiber.await();
      calm = !me.fiber.takeInterrupt();
    }
    checkAlive();
    return calm;
  }

  /** Ends the calling thread if its process has died. */
  void checkAlive() {
    if (dead) {
      throw new Killed();
    }
  }

  @Override
  public String newExecutionId() {
    String id = name + "." + executions++;
    scene.work().began(id);
    return id;
  }

  boolean isStalled() {
    return scene.agenda().now() < stalledUntil;
  }

  OptionalLong stalledUntil() {
    return isStalled() ? OptionalLong.of(stalledUntil) : OptionalLong.empty();
  }

  /** The whole process stands still for a while. */
  void stall(long millis) {
    stalledUntil = scene.agenda().now() + millis;
  }

  /** The process dies: no thread of it does anything any more. */
  void die() {
    dead = true;
    scene.agenda().in(0, this::end);
  }

  /** Ends all threads, so that none is left behind. */
  void end() {
    dead = true;
    tasks.forEach(task -> task.fiber.kill());
    tasks.clear();
  }
}
