package dev.baton.agent.slot;

import dev.baton.schemas.Control;
import dev.baton.schemas.Task;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** What nobody waits for any more, remembered within bounds of number and time. Thread-safe. */
public final class Cancellations {

  private final int maxRuns;
  private final Duration memory;
  private final InstantSource clock;
  private final Map<String, List<Control>> byRun = new LinkedHashMap<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /**
   * Nothing is cancelled yet.
   *
   * @param maxRuns runs remembered; beyond it the oldest is forgotten
   * @param memory how long one is remembered
   * @param clock for its age
   */
  public Cancellations(int maxRuns, Duration memory, InstantSource clock) {
    this.maxRuns = maxRuns;
    this.memory = memory;
    this.clock = clock;
  }

  /** Calls somebody after each new cancellation. */
  public void listen(Runnable listener) {
    listeners.add(listener);
  }

  /** Stops calling somebody. */
  public void unlisten(Runnable listener) {
    listeners.remove(listener);
  }

  /** Remembers a cancellation. */
  public void add(Control control) {
    synchronized (this) {
      List<Control> ofRun = byRun.computeIfAbsent(control.getRunId(), _ -> new ArrayList<>());
      // One word for a whole run makes its words for single tasks of lower attempts superfluous; a
      // run has few words.
      ofRun.removeIf(earlier -> covers(control, earlier));
      ofRun.add(control);
      forget();
    }
    listeners.forEach(Runnable::run);
  }

  /**
   * Whether somebody still waits for an attempt.
   *
   * @return why not; empty if somebody waits
   */
  public synchronized Optional<String> reason(Task task) {
    return byRun.getOrDefault(task.getRunId(), List.of()).stream()
        .filter(
            control -> control.getTaskId() == null || control.getTaskId().equals(task.getTaskId()))
        .filter(control -> task.getAttempt() <= control.getAttemptUpTo())
        .map(Control::getReason)
        .findFirst();
  }

  private static boolean covers(Control later, Control earlier) {
    boolean sameTasks = later.getTaskId() == null || later.getTaskId().equals(earlier.getTaskId());
    return sameTasks && later.getAttemptUpTo() >= earlier.getAttemptUpTo();
  }

  private void forget() {
    Instant oldest = clock.instant().minus(memory);
    Iterator<List<Control>> runs = byRun.values().iterator();
    while (runs.hasNext()) {
      List<Control> ofRun = runs.next();
      if (byRun.size() <= maxRuns && !ofRun.getLast().getAt().isBefore(oldest)) {
        return;
      }
      runs.remove();
    }
  }
}
