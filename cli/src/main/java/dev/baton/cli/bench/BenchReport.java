package dev.baton.cli.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.cli.output.Shown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a bench found out. */
public final class BenchReport {

  private final BenchPlan plan;
  private final List<BenchPart> parts;
  private final BenchPart all;
  private final Measured measured;
  private final Map<String, Duration> cpu;
  private final Map<String, Long> memory;

  BenchReport(BenchPlan plan, List<BenchPart> parts, Map<String, Long> memory) {
    this.plan = plan;
    this.parts = List.copyOf(parts);
    this.all = BenchPart.all(parts);
    this.measured = all.measured();
    this.cpu = all.cpu();
    this.memory = memory;
  }

  /** Whether every run had exactly one answer, and a complete one. */
  public boolean flawless() {
    return measured.answered() == plan.runs()
        && measured.complete() == plan.runs()
        && measured.answeredTwice() == 0;
  }

  /** The lines to print. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("workflow        " + plan.workflow());
    lines.add("runs            " + plan.runs() + ", " + plan.concurrency() + " at once");
    lines.add(
        "answers         %d, complete %d, twice %d, missing %d"
            .formatted(
                measured.answered(),
                measured.complete(),
                measured.answeredTwice(),
                plan.runs() - measured.answered()));
    lines.add("took            " + Shown.duration(measured.took()));
    lines.add("throughput      " + number(measured.runsPerSecond()) + " runs/s");
    lines.add(
        "latency         p50 %s ms, p99 %s ms"
            .formatted(
                number(measured.percentileMillis(Percentiles.MEDIAN)),
                number(measured.percentileMillis(Percentiles.TAIL))));
    if (!cpu.isEmpty()) {
      lines.add(
          "cpu             " + number(all.cpuPer1000Runs()) + " s per 1000 runs, all processes");
      lines.add("  by halves     " + byHalves() + " s per 1000 runs");
      cpu.forEach((name, time) ->
          lines.add(
              "  %-13s %s s, %s".formatted(name, number(BenchPart.seconds(time)), memory(name))));
      lines.add("  (services: with the load generator of this bench)");
      lines.add("memory          " + Shown.mib(totalMemory()) + " resident, all processes");
    }
    return lines;
  }

  /** The same for programs. */
  public ObjectNode json() {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("workflow", plan.workflow())
            .put("runs", plan.runs())
            .put("concurrency", plan.concurrency())
            .put("answers", measured.answered())
            .put("complete", measured.complete())
            .put("answeredTwice", measured.answeredTwice())
            .put("seconds", BenchPart.seconds(measured.took()))
            .put("runsPerSecond", measured.runsPerSecond())
            .put("p50Millis", measured.percentileMillis(Percentiles.MEDIAN))
            .put("p99Millis", measured.percentileMillis(Percentiles.TAIL));
    if (!cpu.isEmpty()) {
      json.put("cpuSecondsPer1000Runs", all.cpuPer1000Runs());
      ArrayNode halves = json.putArray("cpuSecondsPer1000RunsByHalf");
      parts.forEach(part -> halves.add(part.cpuPer1000Runs()));
      ObjectNode cpuSeconds = json.putObject("cpuSeconds");
      cpu.forEach((name, time) -> cpuSeconds.put(name, BenchPart.seconds(time)));
      json.put("residentBytes", totalMemory());
      ObjectNode resident = json.putObject("residentBytesByProcess");
      memory.forEach(resident::put);
    }
    return json;
  }

  private String byHalves() {
    return parts.stream()
        .map(part -> number(part.cpuPer1000Runs()))
        .collect(Collectors.joining(", then "));
  }

  private long totalMemory() {
    return memory.values().stream().mapToLong(Long::longValue).sum();
  }

  private String memory(String process) {
    return Shown.mib(memory.getOrDefault(process, 0L));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
