package dev.baton.cli.bench;

import dev.baton.cli.stack.Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Measures the workers' runtime by itself: tasks are written and results are read here. */
public final class WorkerBench {

  /** So many tasks are written in one transaction where they are all there at once. */
  private static final int BACKLOG_TRANSACTION = 100;

  /** How long tasks of a mix come before the measurement. */
  private static final Duration WARM_UP = Duration.ofSeconds(10);

  private final Settings settings;
  private final int slots;
  private final Duration timeout;

  /**
   * A bench with a stack of its own.
   *
   * @param settings where it may lie
   * @param slots tasks worked on side by side
   * @param timeout how long to wait for results
   */
  public WorkerBench(Settings settings, int slots, Duration timeout) {
    this.settings = settings;
    this.slots = slots;
    this.timeout = timeout;
  }

  /**
   * What the runtime costs: tasks that are all there, after a fifth as many that are not measured.
   *
   * @param tasks how many
   * @param work how long each takes
   * @param batches whether several may be taken at once
   */
  public CostReport cost(int tasks, Duration work, boolean batches)
      throws InterruptedException, IOException {
    try (BenchStack stack = start("--baton.worker.fetch.batches=" + batches);
        TaskLoad load = new TaskLoad(stack.installation())) {
      ProcessCosts costs = new ProcessCosts(stack.processes());
      load.run(PlannedTask.atOnce(Math.max(1, tasks / 5), work), BACKLOG_TRANSACTION, timeout);
      Map<String, Duration> before = costs.cpu();
      TaskTimes times = load.run(PlannedTask.atOnce(tasks, work), BACKLOG_TRANSACTION, timeout);
      return new CostReport(slots, times, before, costs.cpu());
    }
  }

  /**
   * Whether slow tasks hold up fast ones: the same arrivals without the slow ones, then with them.
   *
   * @param perSecond tasks that arrive in a second, slow ones included
   * @param slowEvery one task in so many is slow
   * @param fast how long a fast one takes
   * @param slow how long a slow one takes
   * @param time over which they arrive, each of the two times
   */
  public MixReport mix(int perSecond, int slowEvery, Duration fast, Duration slow, Duration time)
      throws InterruptedException, IOException {
    TaskMix mix = new TaskMix(perSecond, slowEvery, fast, slow);
    try (BenchStack stack = start();
        TaskLoad load = new TaskLoad(stack.installation())) {
      load.run(PlannedTask.evenly(mix, WARM_UP), 1, timeout);
      List<PlannedTask> all = PlannedTask.evenly(mix, time);
      List<PlannedTask> fastOnes = all.stream().filter(task -> task.work().equals(fast)).toList();
      TaskTimes alone = load.run(fastOnes, 1, timeout);
      TaskTimes together = load.run(all, 1, timeout);
      return new MixReport(mix, slots, alone, together);
    }
  }

  private BenchStack start(String... arguments) throws InterruptedException, IOException {
    List<String> all = new java.util.ArrayList<>(List.of(arguments));
    all.add("--baton.worker.slots=" + slots);
    return BenchStack.startWorker(settings, all);
  }
}
