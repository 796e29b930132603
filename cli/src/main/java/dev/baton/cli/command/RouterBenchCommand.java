package dev.baton.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.cli.failure.CommandFailure;
import dev.baton.cli.failure.ExitCodes;
import dev.baton.cli.output.Json;
import dev.baton.cli.output.Screen;
import dev.baton.cli.routing.RouterBench;
import dev.baton.serde.ContractClasses;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures how fast the router decides and learns. */
@Command(
    name = "bench",
    description =
        "Measure how fast the router decides and learns, in this process and over made-up cards. Needs no installation.")
final class RouterBenchCommand implements Callable<Integer> {

  private static final long KIB_PER_MIB = 1 << 10;

  static {
    // Nothing here opens a registry, which would do the same.
    ContractClasses.trust();
  }

  @Option(
      names = "--requests",
      paramLabel = "N",
      description = "How many requests the classifier decides, twice (default: ${DEFAULT-VALUE}).")
  private int requests = 2_000;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  private final Screen screen;

  RouterBenchCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() {
    if (requests < 1) {
      throw CommandFailure.usage("--requests: %d (expected: >= 1)".formatted(requests));
    }
    screen.note("deciding and learning; takes about a minute");
    double before = load();
    RouterBench.Figures figures = new RouterBench(requests).run();
    Machine machine =
        new Machine(before, load(), Runtime.getRuntime().availableProcessors(), mostResidentKib());
    screen.print(json ? List.of(Json.pretty(document(figures, machine))) : lines(figures, machine));
    return ExitCodes.OK;
  }

  /** What else the machine did, for a figure says little without. */
  private record Machine(double loadBefore, double loadAfter, int cores, OptionalLong kib) {}

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  /** The most memory that this process has had at once; empty where the system does not tell. */
  private static OptionalLong mostResidentKib() {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  private double perSecond(RouterBench.Effort batched) {
    return requests / seconds(batched.elapsed());
  }

  private List<String> lines(RouterBench.Figures figures, Machine machine) {
    return List.of(
        String.format(
            Locale.ROOT,
            "Machine     %d cores, load average %.2f before and %.2f after",
            machine.cores(),
            machine.loadBefore(),
            machine.loadAfter()),
        "Rule        " + percentiles(figures.rule()),
        String.format(
            Locale.ROOT,
            "Classifier  %s, %d English words; %.1f ms of processor time each",
            percentiles(figures.classifier()),
            figures.words(),
            1e3 * seconds(figures.single().processor()) / figures.singles()),
        String.format(
            Locale.ROOT,
            "Throughput  %.0f requests/s by the classifier, %d English words, in batches of %d; %.1f ms of processor time each",
            Math.floor(perSecond(figures.batched())),
            figures.words(),
            figures.batch(),
            1e3 * seconds(figures.batched().processor()) / requests),
        String.format(
            Locale.ROOT,
            "Learning    %d examples of %d targets: %.1f s (%.1f s of processor time), with their vectors remembered %.1f s (%.1f s); the model loads in %.1f s",
            figures.examples(),
            figures.targets(),
            seconds(figures.cold().elapsed()),
            seconds(figures.cold().processor()),
            seconds(figures.warm().elapsed()),
            seconds(figures.warm().processor()),
            seconds(figures.load().elapsed())),
        "Memory      "
            + (machine.kib().isPresent()
                ? machine.kib().getAsLong() / KIB_PER_MIB + " MiB at most, all of this process"
                : "not told by this system"));
  }

  private static String percentiles(RouterBench.Percentiles percentiles) {
    return String.format(
        Locale.ROOT, "p50 %.2f ms, p99 %.2f ms", percentiles.p50(), percentiles.p99());
  }

  private static double seconds(java.time.Duration duration) {
    return duration.toMillis() / 1e3;
  }

  private ObjectNode document(RouterBench.Figures figures, Machine machine) {
    ObjectNode document =
        JsonNodeFactory.instance
            .objectNode()
            .put("cores", machine.cores())
            .put("loadBefore", machine.loadBefore())
            .put("loadAfter", machine.loadAfter())
            .put("requestsPerSecond", perSecond(figures.batched()))
            .put(
                "processorMillisPerRequest",
                1e3 * seconds(figures.batched().processor()) / requests)
            .put(
                "processorMillisPerSingleRequest",
                1e3 * seconds(figures.single().processor()) / figures.singles())
            .put("examples", figures.examples())
            .put("loadMillis", figures.load().elapsed().toMillis())
            .put("learnMillis", figures.cold().elapsed().toMillis())
            .put("learnProcessorMillis", figures.cold().processor().toMillis())
            .put("learnRememberedMillis", figures.warm().elapsed().toMillis())
            .put("learnRememberedProcessorMillis", figures.warm().processor().toMillis());
    document.putObject("rule").put("p50", figures.rule().p50()).put("p99", figures.rule().p99());
    document
        .putObject("classifier")
        .put("p50", figures.classifier().p50())
        .put("p99", figures.classifier().p99());
    machine.kib().ifPresent(kib -> document.put("memoryKib", kib));
    return document;
  }
}
