package dev.baton.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.cli.bench.CostReport;
import dev.baton.cli.bench.MixReport;
import dev.baton.cli.bench.WorkerBench;
import dev.baton.cli.failure.CommandFailure;
import dev.baton.cli.failure.ExitCodes;
import dev.baton.cli.output.Json;
import dev.baton.cli.output.Screen;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures the workers' runtime with a stack of its own. */
@Command(
    name = "worker",
    description = {
      "What the workers' runtime costs: tasks that do nothing and are all there at once.",
      "With --mix: whether slow tasks hold up fast ones. Tasks of --fast milliseconds arrive evenly, first alone, then with every --slow-every-th of --slow milliseconds among them."
    },
    footer = "Exit code: 1 unless every task has exactly one result.")
final class BenchWorkerCommand implements Callable<Integer> {

  @Mixin private GlobalOptions global = new GlobalOptions();

  @Option(names = "-n", paramLabel = "TASKS", description = "Tasks (default: ${DEFAULT-VALUE}).")
  private int tasks = 10_000;

  @Option(
      names = "--work",
      paramLabel = "MILLIS",
      description = "How long each of them takes (default: ${DEFAULT-VALUE}).")
  private int workMillis;

  @Option(names = "--single", description = "Never take several tasks at once.")
  private boolean single;

  @Option(
      names = "--slots",
      paramLabel = "SLOTS",
      description = "Tasks worked on side by side (default: ${DEFAULT-VALUE}).")
  private int slots = 8;

  @Option(names = "--mix", description = "Measure fast tasks with and without slow ones.")
  private boolean mix;

  @Option(
      names = "--rate",
      paramLabel = "TASKS",
      description = "With --mix: tasks a second (default: ${DEFAULT-VALUE}).")
  private int perSecond = 20;

  @Option(
      names = "--slow-every",
      paramLabel = "N",
      description = "With --mix: one task in so many is slow (default: ${DEFAULT-VALUE}).")
  private int slowEvery = 10;

  @Option(
      names = "--fast",
      paramLabel = "MILLIS",
      description = "With --mix: how long a fast one takes (default: ${DEFAULT-VALUE}).")
  private int fastMillis = 5;

  @Option(
      names = "--slow",
      paramLabel = "MILLIS",
      description = "With --mix: how long a slow one takes (default: ${DEFAULT-VALUE}).")
  private int slowMillis = 2_000;

  @Option(
      names = "--seconds",
      paramLabel = "SECONDS",
      description = "With --mix: how long they arrive, each time (default: ${DEFAULT-VALUE}).")
  private int seconds = 60;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "How long to wait for all results (default: ${DEFAULT-VALUE}).")
  private int timeoutSeconds = 300;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  private final Screen screen;

  BenchWorkerCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    check();
    WorkerBench bench =
        new WorkerBench(global.settings(), slots, Duration.ofSeconds(timeoutSeconds));
    return mix ? mix(bench) : cost(bench);
  }

  private int cost(WorkerBench bench) throws InterruptedException, IOException {
    screen.note("%d tasks to warm up, then %d tasks, %d slots".formatted(tasks / 5, tasks, slots));
    CostReport report = bench.cost(tasks, Duration.ofMillis(workMillis), !single);
    return print(report.lines(), report.json(), report.flawless());
  }

  private int mix(WorkerBench bench) throws InterruptedException, IOException {
    screen.note("10 s to warm up, %d s of fast tasks, %d s of all".formatted(seconds, seconds));
    MixReport report =
        bench.mix(
            perSecond,
            slowEvery,
            Duration.ofMillis(fastMillis),
            Duration.ofMillis(slowMillis),
            Duration.ofSeconds(seconds));
    return print(report.lines(), report.json(), report.flawless());
  }

  private int print(List<String> lines, ObjectNode document, boolean flawless) {
    screen.print(json ? List.of(Json.pretty(document)) : lines);
    return flawless ? ExitCodes.OK : ExitCodes.FAILED;
  }

  private void check() {
    if (global.settings().given().isPresent()) {
      throw CommandFailure.usage(
          "bench worker: starts a stack of its own (expected: no --bootstrap-server)");
    }
    atLeast("-n", tasks, 1);
    atLeast("--work", workMillis, 0);
    atLeast("--slots", slots, 1);
    atLeast("--rate", perSecond, 1);
    atLeast("--slow-every", slowEvery, 2);
    atLeast("--fast", fastMillis, 0);
    atLeast("--slow", slowMillis, fastMillis + 1);
    atLeast("--seconds", seconds, 1);
    atLeast("--timeout", timeoutSeconds, 1);
  }

  private static void atLeast(String option, int value, int least) {
    if (value < least) {
      throw CommandFailure.usage("%s: %d (expected: >= %d)".formatted(option, value, least));
    }
  }
}
