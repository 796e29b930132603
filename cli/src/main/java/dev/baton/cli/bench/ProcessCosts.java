package dev.baton.cli.bench;

import dev.baton.cli.stack.Memory;
import dev.baton.cli.state.StackProcess;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the processes of the stack have cost so far. */
final class ProcessCosts {

  private final List<StackProcess> processes;

  ProcessCosts(List<StackProcess> processes) {
    this.processes = List.copyOf(processes);
  }

  /** CPU time of each process since it started. */
  Map<String, Duration> cpu() {
    Map<String, Duration> cpu = new LinkedHashMap<>();
    for (StackProcess process : processes) {
      cpu.put(
          process.name(),
          process
              .handle()
              .flatMap(handle -> handle.info().totalCpuDuration())
              .orElse(Duration.ZERO));
    }
    return cpu;
  }

  /** Resident memory of each process in bytes. */
  Map<String, Long> memory() {
    Map<String, Long> memory = new LinkedHashMap<>();
    processes.forEach(
        process -> memory.put(process.name(), Memory.resident(process.pid()).orElse(0)));
    return memory;
  }
}
