package dev.baton.cli.bench;

import dev.baton.schemas.AnswerStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What one load brought.
 *
 * @param flights every run
 * @param took from the first request to the last answer
 */
record Measured(List<Flight> flights, Duration took) {

  Measured {
    flights = List.copyOf(flights);
  }

  long answered() {
    return flights.stream().filter(flight -> flight.answers() > 0).count();
  }

  long answeredTwice() {
    return flights.stream().filter(flight -> flight.answers() > 1).count();
  }

  long complete() {
    return flights.stream()
        .filter(flight -> flight.status().equals(Optional.of(AnswerStatus.COMPLETE)))
        .count();
  }

  double runsPerSecond() {
    return answered() * 1_000.0 / Math.max(1, took.toMillis());
  }

  /** The latency that this share of the answered runs stayed below, in milliseconds. */
  double percentileMillis(double share) {
    return Percentiles.millis(
        flights.stream().filter(flight -> flight.answers() > 0).mapToLong(Flight::latencyNanos),
        share);
  }
}
