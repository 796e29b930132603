package dev.baton.telemetry;

import java.time.Duration;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/** The buckets of histograms, as OpenTelemetry's conventions for generative AI advise them. */
public final class MeterBuckets {

  private static final int FIRST_MILLIS = 10;
  private static final int TIMES = 14;
  private static final int COUNTS = 14;

  private MeterBuckets() {}

  /** From 10 ms to 82 s, each twice the one before. */
  public static Duration[] times() {
    return LongStream.range(0, TIMES)
        .mapToObj(power -> Duration.ofMillis(FIRST_MILLIS << power))
        .toArray(Duration[]::new);
  }

  /** From 1 to 67 million, each four times the one before. */
  public static double[] tokens() {
    return DoubleStream.iterate(1, bound -> bound * 4).limit(COUNTS).toArray();
  }
}
