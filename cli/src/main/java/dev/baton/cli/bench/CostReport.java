package dev.baton.cli.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.cli.output.Shown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What short tasks cost on the workers' runtime. */
public final class CostReport {

  private static final double NANOS_PER_MILLI = 1_000_000;

  private final int slots;
  private final TaskTimes times;
  private final Map<String, Double> millisPerTask = new LinkedHashMap<>();

  CostReport(
      int slots, TaskTimes times, Map<String, Duration> before, Map<String, Duration> after) {
    this.slots = slots;
    this.times = times;
    after.forEach((name, until) -> {
      Duration spent = until.minus(before.getOrDefault(name, Duration.ZERO));
      millisPerTask.put(name, spent.toNanos() / NANOS_PER_MILLI / times.tasks().size());
    });
  }

  /** Whether every task had exactly one result. */
  public boolean flawless() {
    return times.flawless();
  }

  /** The lines to print. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("tasks           %d, %d slots".formatted(times.tasks().size(), slots));
    lines.add(
        "results         %d, twice %d, missing %d"
            .formatted(times.done(), times.doneTwice(), times.tasks().size() - times.done()));
    lines.add("took            " + Shown.duration(times.took()));
    lines.add("throughput      " + number(times.perSecond()) + " tasks/s");
    lines.add("cpu             " + number(total()) + " ms a task, all processes");
    millisPerTask.forEach(
        (name, millis) -> lines.add("  %-13s %s ms".formatted(name, number(millis))));
    lines.add("  (services: the worker, with the load generator of this bench)");
    return lines;
  }

  /** The same for programs. */
  public ObjectNode json() {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("tasks", times.tasks().size())
            .put("slots", slots)
            .put("results", times.done())
            .put("resultsTwice", times.doneTwice())
            .put("tasksPerSecond", times.perSecond())
            .put("cpuMillisPerTask", total());
    ObjectNode byProcess = json.putObject("cpuMillisPerTaskByProcess");
    millisPerTask.forEach(byProcess::put);
    return json;
  }

  private double total() {
    return millisPerTask.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
