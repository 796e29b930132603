package dev.baton.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.baton.schemas.AnswerStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class BenchReportTests {

  private static final BenchPlan PLAN = new BenchPlan("fanout", 100, 8, 0, 10);

  @Test
  void takesPercentilesOfTheRunsThatWereAnswered() {
    List<Flight> flights = new ArrayList<>();
    for (int millis = 1; millis <= 100; millis++) {
      flights.add(flight(millis));
    }
    flights.add(new Flight());
    Measured measured = new Measured(flights, Duration.ofSeconds(2));

    assertThat(measured.percentileMillis(0.5)).isEqualTo(50);
    assertThat(measured.percentileMillis(0.99)).isEqualTo(99);
    assertThat(measured.runsPerSecond()).isEqualTo(50);
    assertThat(measured.answered()).isEqualTo(100);
  }

  @Test
  void countsTheCpuOfAllProcessesPerThousandRuns() {
    BenchReport report =
        new BenchReport(
            PLAN,
            List.of(
                part(flights(40), Duration.ofSeconds(1), Duration.ofMillis(600)),
                part(flights(60), Duration.ofSeconds(1), Duration.ofMillis(400))),
            Map.of("services", 200L << 20, "broker", 100L << 20));

    assertThat(report.flawless()).isTrue();
    assertThat(report.json().path("cpuSecondsPer1000Runs").asDouble()).isCloseTo(30, within(0.001));
    assertThat(report.json().path("cpuSeconds").path("broker").asDouble()).isEqualTo(1);
    assertThat(report.lines()).contains("  by halves     40.0, then 23.3 s per 1000 runs");
    assertThat(report.json().path("residentBytes").asLong()).isEqualTo(300L << 20);
    assertThat(report.lines()).contains("memory          300 MiB resident, all processes");
  }

  @Test
  void isNotFlawlessWhenAnAnswerIsMissingDoubledOrIncomplete() {
    List<Flight> missing = flights(99);
    missing.add(new Flight());
    List<Flight> doubled = flights(99);
    doubled.add(flight(5).answered(9, AnswerStatus.COMPLETE));
    List<Flight> incomplete = flights(99);
    incomplete.add(sent().answered(5, AnswerStatus.PARTIAL));

    assertThat(report(missing).flawless()).isFalse();
    assertThat(report(doubled).flawless()).isFalse();
    assertThat(report(incomplete).flawless()).isFalse();
    assertThat(report(missing).lines())
        .contains("answers         99, complete 99, twice 0, missing 1");
  }

  @Test
  void keepsTheFirstAnswersTimeWhenAnotherComes() {
    assertThat(flight(5).answered(9_000_000, AnswerStatus.FAILED).latencyNanos())
        .isEqualTo(5_000_000);
  }

  @Test
  void refusesNumbersThatCannotBe() {
    assertThatThrownBy(() -> new BenchPlan("fanout", 0, 1, 0, 1))
        .hasMessage("runs: 0 (expected: >= 1)");
    assertThatThrownBy(() -> new BenchPlan("fanout", 1, 0, 0, 1))
        .hasMessage("concurrency: 0 (expected: >= 1)");
  }

  private static BenchReport report(List<Flight> flights) {
    return new BenchReport(
        PLAN,
        List.of(new BenchPart(new Measured(flights, Duration.ofSeconds(1)), Map.of())),
        Map.of());
  }

  private static BenchPart part(List<Flight> flights, Duration services, Duration broker) {
    return new BenchPart(
        new Measured(flights, Duration.ofSeconds(1)),
        Map.of("services", services, "broker", broker));
  }

  @Test
  void measuresInTwoHalves() {
    assertThat(new BenchPlan("fanout", 5, 1, 0, 1).halves()).containsExactly(2, 3);
    assertThat(new BenchPlan("fanout", 1, 1, 0, 1).halves()).containsExactly(1);
  }

  private static List<Flight> flights(int count) {
    List<Flight> flights = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      flights.add(flight(1));
    }
    return flights;
  }

  private static Flight flight(int millis) {
    return sent().answered(millis * 1_000_000L, AnswerStatus.COMPLETE);
  }

  private static Flight sent() {
    return new Flight().started(0, new CompletableFuture<>());
  }
}
