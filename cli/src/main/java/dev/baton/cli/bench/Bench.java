package dev.baton.cli.bench;

import dev.baton.cli.client.Installation;
import dev.baton.cli.state.StackProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

  /**
   * Warms up, then measures in two halves: where the second costs less, the processes were still
   * warming up.
   */
  public BenchReport run(BenchPlan plan) throws InterruptedException {
    Load load = new Load(installation, plan.workflow());
    if (plan.warmUp() > 0) {
      load.run(plan.warmUp(), plan.concurrency(), plan.timeout());
    }
    List<BenchPart> parts = new ArrayList<>();
    for (int runs : plan.halves()) {
      parts.add(part(load, runs, plan));
    }
    return new BenchReport(plan, parts, costs.memory());
  }

  private BenchPart part(Load load, int runs, BenchPlan plan) throws InterruptedException {
    Map<String, Duration> before = costs.cpu();
    Measured measured = load.run(runs, plan.concurrency(), plan.timeout());
    Map<String, Duration> spent = new LinkedHashMap<>();
    costs
        .cpu()
        .forEach((name, until) ->
            spent.put(name, until.minus(before.getOrDefault(name, Duration.ZERO))));
    return new BenchPart(measured, spent);
  }
}
