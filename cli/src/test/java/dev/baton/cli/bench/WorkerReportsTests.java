package dev.baton.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.baton.cli.bench.TaskTimes.TaskTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkerReportsTests {

  private static final TaskMix MIX = new TaskMix(20, 10, ofMillis(5), ofMillis(2000));

  @Test
  void plansAnEvenMixInWhichEveryTenthIsSlow() {
    List<PlannedTask> plan = PlannedTask.evenly(MIX, Duration.ofSeconds(10));

    assertThat(plan).hasSize(200);
    assertThat(plan.get(1).at()).isEqualTo(ofMillis(50));
    assertThat(plan.getLast().at()).isEqualTo(ofMillis(9950));
    assertThat(plan).filteredOn(task -> task.work().equals(MIX.slow())).hasSize(20);
    assertThat(plan.get(9).work()).isEqualTo(MIX.slow());
    assertThatThrownBy(() -> new TaskMix(20, 1, ofMillis(5), ofMillis(2000)))
        .hasMessageContaining("one in 1 slow");
  }

  @Test
  void comparesTheFastTasksAlone() {
    TaskTimes alone = times(task(5, 10), task(5, 20));
    TaskTimes together = times(task(5, 15), task(5, 30), task(2000, 2500));

    MixReport report = new MixReport(MIX, 8, alone, together);

    assertThat(report.json().path("p99MillisAlone").asDouble()).isEqualTo(20);
    assertThat(report.json().path("p99MillisAmongSlow").asDouble()).isEqualTo(30);
    assertThat(report.lines()).contains("ratio           p99 1.50");
    assertThat(report.flawless()).isTrue();
  }

  @Test
  void takesTheTimeFromThePlannedArrivalToTheFirstResult() {
    TaskTime time = new TaskTime(new PlannedTask(ofMillis(100), ofMillis(5)), Duration.ZERO, 0);

    TaskTime once = time.resulted(ofMillis(140));
    TaskTime twice = once.resulted(ofMillis(900));

    assertThat(once.latency()).isEqualTo(ofMillis(40));
    assertThat(twice).isEqualTo(new TaskTime(time.task(), ofMillis(40), 2));
  }

  @Test
  void isNotFlawlessWhereAResultIsMissingOrThereAreTwo() {
    TaskTime good = task(5, 10);
    TaskTime missing = new TaskTime(good.task(), Duration.ZERO, 0);

    assertThat(times(good, missing).flawless()).isFalse();
    assertThat(times(good, good.resulted(ofMillis(20))).flawless()).isFalse();
    assertThat(times(good, missing).percentileMillis(0.99, _ -> true)).isEqualTo(10);
    assertThat(times(good, missing).done()).isEqualTo(1);
  }

  @Test
  void sharesTheProcessorTimeOfAllProcessesAmongTheTasks() {
    List<TaskTime> tasks = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      tasks.add(task(0, 10));
    }
    CostReport report =
        new CostReport(
            8,
            new TaskTimes(tasks, Duration.ofSeconds(2)),
            Map.of("services", Duration.ofSeconds(5), "broker", Duration.ofSeconds(1)),
            Map.of("services", ofMillis(6500), "broker", ofMillis(1250)));

    assertThat(report.json().path("cpuMillisPerTask").asDouble()).isCloseTo(1.75, within(0.001));
    assertThat(report.lines())
        .contains("cpu             1.75 ms a task, all processes")
        .contains("throughput      500.00 tasks/s");
  }

  private static TaskTimes times(TaskTime... tasks) {
    return new TaskTimes(List.of(tasks), Duration.ofSeconds(1));
  }

  private static TaskTime task(int workMillis, int latencyMillis) {
    return new TaskTime(
        new PlannedTask(Duration.ZERO, ofMillis(workMillis)), ofMillis(latencyMillis), 1);
  }

  private static Duration ofMillis(long millis) {
    return Duration.ofMillis(millis);
  }
}
