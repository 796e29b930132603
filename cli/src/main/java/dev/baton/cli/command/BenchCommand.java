package dev.baton.cli.command;

import dev.baton.cli.bench.Bench;
import dev.baton.cli.bench.BenchPlan;
import dev.baton.cli.bench.BenchReport;
import dev.baton.cli.bench.BenchStack;
import dev.baton.cli.failure.CommandFailure;
import dev.baton.cli.failure.ExitCodes;
import dev.baton.cli.output.Json;
import dev.baton.cli.output.Screen;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Commands that measure. */
@Command(name = "bench", description = "Measure throughput, latency, CPU and memory.")
final class BenchCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    throw CommandFailure.usage("bench: no sub-command (expected: fanout or worker)");
  }

  /** Runs of three tasks that do nothing. */
  @Command(
      name = "fanout",
      description =
          "Runs of three parallel tasks that do nothing: what everything around the agents costs. Starts a stack of its own unless an installation is named.",
      footer = "Exit code: 1 unless every run has exactly one complete answer.")
  static final class Fanout implements Callable<Integer> {

    private static final int WARM_UP_SHARE = 2;

    @Mixin private GlobalOptions global = new GlobalOptions();

    @Option(names = "-n", paramLabel = "RUNS", description = "Runs (default: ${DEFAULT-VALUE}).")
    private int runs = 2_000;

    @Option(
        names = "-c",
        paramLabel = "RUNS",
        description = "Runs under way at once (default: ${DEFAULT-VALUE}).")
    private int concurrency = 64;

    @Option(
        names = "--warm-up",
        paramLabel = "RUNS",
        description = "Runs before, unmeasured (default: half of -n).")
    private int warmUp = -1;

    @Option(
        names = "--timeout",
        paramLabel = "SECONDS",
        description = "How long to wait for all answers (default: ${DEFAULT-VALUE}).")
    private int timeoutSeconds = 300;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    private final Screen screen;

    Fanout(Screen screen) {
      this.screen = screen;
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
      BenchPlan plan = plan();
      screen.note("starting what is to be measured");
      try (BenchStack stack = BenchStack.start(global.settings())) {
        screen.note(
            "%d runs to warm up, then %d runs, %d at once"
                .formatted(plan.warmUp(), plan.runs(), plan.concurrency()));
        BenchReport report = new Bench(stack.installation(), stack.processes()).run(plan);
        screen.print(json ? List.of(Json.pretty(report.json())) : report.lines());
        return report.flawless() ? ExitCodes.OK : ExitCodes.FAILED;
      }
    }

    private BenchPlan plan() {
      try {
        int before = warmUp < 0 ? runs / WARM_UP_SHARE : warmUp;
        return new BenchPlan("fanout", runs, concurrency, before, timeoutSeconds);
      } catch (IllegalArgumentException e) {
        throw CommandFailure.usage(String.valueOf(e.getMessage()));
      }
    }
  }
}
