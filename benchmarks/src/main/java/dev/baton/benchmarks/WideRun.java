package dev.baton.benchmarks;

import dev.baton.core.run.MapRunStore;
import dev.baton.core.run.RunEvent;
import dev.baton.core.run.RunKey;
import dev.baton.core.run.RunLimits;
import dev.baton.core.run.RunMachine;
import dev.baton.core.run.StepRecord;
import dev.baton.core.wire.WireKeys;
import dev.baton.core.wire.WireState;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;

/**
 * What a task costs in a run of a thousand and in one of ten thousand: processor time of all that
 * the machine does from the request to the answer, and what the run's records take while every task
 * of the fan-out is open. Measures the time of its own thread, so that other work on the machine
 * disturbs it less.
 */
public final class WideRun {
  private static final int NARROW = 1_000;
  private static final int WIDE = 10_000;

  /** Tasks played before anything is measured, and for each figure. */
  private static final int TASKS = 300_000;

  private final RunMachine machine = new RunMachine(RunLimits.DEFAULT);
  private final List<RunEvent> events;
  private final int tasks;

  private WideRun(int tasks) {
    this.tasks = tasks;
    this.events = RunScript.of(Shape.WIDE, tasks, tasks, machine);
  }

  /** Prints the figures. */
  public static void main(String[] args) {
    WideRun narrow = new WideRun(NARROW);
    WideRun wide = new WideRun(WIDE);
    narrow.microsPerTask();
    wide.microsPerTask();
    double narrowTime = narrow.report();
    double wideTime = wide.report();
    System.out.printf("time of a task, %d to %d: %.2f%n", WIDE, NARROW, wideTime / narrowTime);
  }

  private double report() {
    double time = microsPerTask();
    MapRunStore open = new MapRunStore();
    long before = usedHeap();
    openAll(open);
    long heap = usedHeap() - before;
    System.out.printf(
        "run of %d tasks, %d events: %.2f us of processor time a task; all open: %d bytes of heap and %d bytes in the state store a task%n",
        tasks, events.size(), time, heap / tasks, stateBytes(open) / tasks);
    return time;
  }

  /** The middle one of several runs. */
  private double microsPerTask() {
    double[] times = new double[TASKS / tasks];
    for (int i = 0; i < times.length; i++) {
      long start = processorNanos();
      MapRunStore store = new MapRunStore();
      for (RunEvent event : events) {
        machine.apply(store, event);
      }
      times[i] = (processorNanos() - start) / 1e3 / tasks;
    }
    Arrays.sort(times);
    return times[times.length / 2];
  }

  private void openAll(MapRunStore store) {
    for (RunEvent event : events) {
      machine.apply(store, event);
      if (store.get(new RunKey.StepKey("each", 0)).map(StepRecord::open).orElse(0) == tasks) {
        return;
      }
    }
    throw new IllegalStateException("never " + tasks + " tasks were open (expected: once)");
  }

  private long stateBytes(MapRunStore store) {
    return store.view().entrySet().stream()
        .mapToLong(entry ->
            WireKeys.toBytes(events.getFirst().runId(), entry.getKey()).length
                + WireState.toBytes(entry.getValue()).length)
        .sum();
  }

  private static long processorNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static long usedHeap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
