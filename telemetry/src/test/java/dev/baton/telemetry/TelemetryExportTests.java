package dev.baton.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.baton.redaction.Redactor;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class TelemetryExportTests {

  private static final String KEY = "key-of-the-service";

  /** No provider of spans, so nobody who could connect to the port that is OpenTelemetry's own. */
  @Test
  void isOffAndConnectsToNothingWhereNothingIsSet() {
    try (Telemetry telemetry =
        TelemetryExport.of(environment(Map.of(), Map.of()), Redactor.PATTERNS)) {
      assertThat(telemetry).isSameAs(Telemetry.OFF);
      Span span = telemetry.span("any", SpanContext.getInvalid()).startSpan();
      span.end();
      assertThat(span.isRecording()).isFalse();
    }
  }

  @Test
  void sendsSpansToTheEndpointThatAVariableNames() throws IOException {
    List<String> called = new CopyOnWriteArrayList<>();
    HttpServer server = listening(called);
    try (Telemetry telemetry =
        TelemetryExport.of(
            environment(
                Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", address(server)),
                Map.of("spring.application.name", "some-service")),
            Redactor.of(List.of(KEY)))) {
      Span span = telemetry.span("any", SpanContext.getInvalid()).startSpan();
      telemetry.content(span, TelemetryNames.TOOL_ARGUMENTS, "not to be told");
      span.end();
    } finally {
      server.stop(1);
    }
    assertThat(called)
        .singleElement()
        .satisfies(body ->
            assertThat(body).contains("some-service").contains("any").doesNotContain("told"));
  }

  @Test
  void tellsContentWithoutSecretsWhereItIsAskedTo() throws IOException {
    List<String> called = new CopyOnWriteArrayList<>();
    HttpServer server = listening(called);
    try (Telemetry telemetry =
        TelemetryExport.of(
            environment(
                Map.of("BATON_TELEMETRY_CONTENT", "true"),
                Map.of("otel.exporter.otlp.traces.endpoint", address(server) + "/v1/traces")),
            Redactor.of(List.of(KEY)))) {
      Span span = telemetry.span("any", SpanContext.getInvalid()).startSpan();
      telemetry.content(
          span, TelemetryNames.TOOL_ARGUMENTS, "to be told, but for %s".formatted(KEY));
      span.end();
    } finally {
      server.stop(1);
    }
    assertThat(called)
        .singleElement()
        .satisfies(body -> assertThat(body).contains("to be told").doesNotContain(KEY));
  }

  @Test
  void refusesAProtocolThatItDoesNotSpeak() {
    assertThatThrownBy(() ->
            TelemetryExport.of(
                environment(
                    Map.of(
                        "OTEL_EXPORTER_OTLP_ENDPOINT",
                        "http://127.0.0.1:4317",
                        "OTEL_EXPORTER_OTLP_PROTOCOL",
                        "grpc"),
                    Map.of()),
                Redactor.PATTERNS))
        .hasMessage(
            "otel.exporter.otlp.protocol: grpc (expected: http/protobuf, port 4318 of most collectors)");
  }

  @Test
  void staysOffWhereItIsSwitchedOff() {
    Map<String, Object> endpoint = Map.of("otel.exporter.otlp.endpoint", "http://127.0.0.1:1");
    for (Map<String, Object> off :
        List.<Map<String, Object>>of(
            Map.of("OTEL_SDK_DISABLED", "true"), Map.of("OTEL_TRACES_EXPORTER", "none"))) {
      assertThat(TelemetryExport.of(environment(off, endpoint), Redactor.PATTERNS))
          .isSameAs(Telemetry.OFF);
    }
  }

  private static StandardEnvironment environment(
      Map<String, Object> variables, Map<String, Object> settings) {
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .replace(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
    environment.getPropertySources().addFirst(new MapPropertySource("settings", settings));
    return environment;
  }

  private static HttpServer listening(List<String> bodies) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          bodies.add(
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static String address(HttpServer server) {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }
}
