package dev.baton.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.SpanContext;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceHeadersTests {

  private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  @Test
  void writesWhatItReads() {
    SpanContext read =
        TraceHeaders.read(
            Map.of("traceparent", bytes(PARENT), "tracestate", bytes("vendor=opaque")));
    Map<String, byte[]> written = new HashMap<>();
    TraceHeaders.write(read, written::put);

    assertThat(read.isSampled()).isTrue();
    assertThat(written).hasSize(2);
    assertThat(written.get("traceparent")).isEqualTo(bytes(PARENT));
    assertThat(written.get("tracestate")).isEqualTo(bytes("vendor=opaque"));
    assertThat(TraceHeaders.bytes(read)).isEqualTo(bytes(PARENT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "garbage",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-zz"
      })
  void takesAStrangersGarbageForNone(String header) {
    assertThat(TraceHeaders.read(Map.of("traceparent", bytes(header))).isValid()).isFalse();
  }

  @Test
  void looksAtNothingLong() {
    assertThat(
            TraceHeaders.read(Map.of("traceparent", bytes(PARENT + "-" + "x".repeat(600))))
                .isValid())
        .isFalse();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
