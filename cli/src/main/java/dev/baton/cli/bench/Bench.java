package dev.baton.cli.bench;

import dev.baton.cli.client.Installation;
import dev.baton.cli.state.StackProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Measures an installation under load. */
public final class Bench {

  private final Installation installation;
  private final ProcessCosts costs;

  /**
   * A bench of an installation.
   *
   * @param processes the processes whose costs count; none where they run elsewhere
   */
  public Bench(Installation installation, List<StackProcess> processes) {
    this.installation = installation;
    this.costs = new ProcessCosts(processes);
  }

  /** Warms up, then measures. */
  public BenchReport run(BenchPlan plan) throws InterruptedException {
    Load load = new Load(installation, plan.workflow());
    Duration timeout = Duration.ofSeconds(plan.timeoutSeconds());
    if (plan.warmUp() > 0) {
      load.run(plan.warmUp(), plan.concurrency(), timeout);
    }
    Map<String, Duration> before = costs.cpu();
    Measured measured = load.run(plan.runs(), plan.concurrency(), timeout);
    return new BenchReport(plan, measured, before, costs.cpu(), costs.memory());
  }
}
