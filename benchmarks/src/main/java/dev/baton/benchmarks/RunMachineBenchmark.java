package dev.baton.benchmarks;

import dev.baton.core.run.Applied;
import dev.baton.core.run.MapRunStore;
import dev.baton.core.run.RunEvent;
import dev.baton.core.run.RunLimits;
import dev.baton.core.run.RunMachine;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Events a second on one core, on a store in memory: each is decided, its state written, its run
 * log entry numbered and made. That is all that a service does with an event but reading and
 * writing bytes. The runs follow each other, each with ids of its own and from its request to its
 * answer; their events were made before.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx1g", "-XX:+UseSerialGC"})
public class RunMachineBenchmark {
  private static final int RUNS = 64;

  private static final int ITEMS = 100;

  /** Which runs. */
  @Param({"THREE_TASKS", "FAN_OUT"})
  public Shape shape = Shape.THREE_TASKS;

  private final RunMachine machine = new RunMachine(RunLimits.DEFAULT);
  private List<List<RunEvent>> runs = List.of();
  private MapRunStore store = new MapRunStore();
  private int run;
  private int next;

  /** Writes the events. */
  @Setup
  public void writeTheRuns() {
    runs =
        IntStream.range(0, RUNS)
            .mapToObj(number -> RunScript.of(shape, number, ITEMS, machine))
            .toList();
  }

  /** One event. */
  @Benchmark
  public Applied event() {
    List<RunEvent> events = runs.get(run);
    if (next == events.size()) {
      next = 0;
      run = (run + 1) % RUNS;
      store = new MapRunStore();
      events = runs.get(run);
    }
    Applied applied = machine.apply(store, events.get(next));
    next++;
    return applied;
  }
}
