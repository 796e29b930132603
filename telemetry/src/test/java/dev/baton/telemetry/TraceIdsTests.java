package dev.baton.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TraceIdsTests {

  private static final int RUNS = 2_000;

  /** Run ids are UUIDs, whose fixed bits a sampler by ratio would stumble over. */
  @Test
  void areSampledAsOftenAsTheRatioSays() {
    Sampler tenth = Sampler.traceIdRatioBased(0.1);
    long sampled =
        IntStream.range(0, RUNS)
            .mapToObj(i -> UUID.nameUUIDFromBytes(("run " + i).getBytes(StandardCharsets.UTF_8)))
            .map(run -> TraceIds.trace(run.toString()))
            .peek(trace -> assertThat(TraceId.isValid(trace)).isTrue())
            .filter(trace -> isSampled(tenth, trace))
            .count();

    assertThat(sampled).isBetween(RUNS * 7L / 100, RUNS * 13L / 100);
  }

  private static boolean isSampled(Sampler sampler, String trace) {
    return sampler
            .shouldSample(
                Context.root(), trace, "", SpanKind.INTERNAL, Attributes.empty(), List.of())
            .getDecision()
        == SamplingDecision.RECORD_AND_SAMPLE;
  }

  @Test
  void areChosenForOneSpanAlone() {
    TraceIds ids = new TraceIds();
    ids.choose("trace", "span");
    assertThat(ids.generateTraceId()).isEqualTo("trace");
    assertThat(ids.generateSpanId()).isEqualTo("span");
    ids.forget();

    assertThat(ids.generateSpanId()).isNotEqualTo("span").hasSize(16);
    assertThat(ids.generateTraceId()).hasSize(32).isNotEqualTo(ids.generateTraceId());
  }
}
