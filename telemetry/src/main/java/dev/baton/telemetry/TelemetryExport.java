package dev.baton.telemetry;

import dev.baton.redaction.Redactor;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

/**
 * Opens the way to an OTLP endpoint as OpenTelemetry's own variables say; {@code OTEL_…} in the
 * environment and {@code otel.…} among the settings are the same.
 */
final class TelemetryExport {

  private static final Logger LOG = LoggerFactory.getLogger(TelemetryExport.class);

  private static final String CONTENT = "baton.telemetry.content";
  private static final String ENDPOINT = "otel.exporter.otlp.endpoint";
  private static final String TRACES_ENDPOINT = "otel.exporter.otlp.traces.endpoint";
  private static final List<String> PROTOCOLS =
      List.of("otel.exporter.otlp.traces.protocol", "otel.exporter.otlp.protocol");
  private static final String HTTP = "http/protobuf";
  private static final String SERVICE = "otel.service.name";
  private static final String DISABLED = "otel.sdk.disabled";
  private static final String TRACES = "otel.traces.exporter";

  private TelemetryExport() {}

  static Telemetry of(ConfigurableEnvironment environment, Redactor redactor) {
    Optional<String> endpoint =
        set(environment, TRACES_ENDPOINT).or(() -> set(environment, ENDPOINT));
    if (endpoint.isEmpty()
        || environment.getProperty(DISABLED, Boolean.class, false)
        || set(environment, TRACES).filter("none"::equals).isPresent()) {
      return Telemetry.OFF;
    }
    for (String name : PROTOCOLS) {
      set(environment, name)
          .filter(protocol -> !protocol.equals(HTTP))
          .ifPresent(protocol -> {
            throw new IllegalArgumentException(
                "%s: %s (expected: %s, port 4318 of most collectors)"
                    .formatted(name, protocol, HTTP));
          });
    }
    boolean content = environment.getProperty(CONTENT, Boolean.class, false);
    TraceIds ids = new TraceIds();
    var sdk =
        AutoConfiguredOpenTelemetrySdk.builder()
            .addPropertiesSupplier(() -> defaults(environment))
            .addPropertiesCustomizer(_ -> settings(environment))
            .addTracerProviderCustomizer((provider, _) -> provider.setIdGenerator(ids))
            .disableShutdownHook()
            .build()
            .getOpenTelemetrySdk();
    LOG.info(
        "spans go to {}{}", endpoint.get(), content ? ", with prompts, replies and arguments" : "");
    return Telemetry.to(sdk.getSdkTracerProvider(), ids, content, redactor);
  }

  private static Optional<String> set(ConfigurableEnvironment environment, String name) {
    return Optional.ofNullable(environment.getProperty(name)).filter(value -> !value.isBlank());
  }

  /** Metrics are scraped and logs are written elsewhere: neither is pushed. */
  private static Map<String, String> defaults(ConfigurableEnvironment environment) {
    return Map.of(
        "otel.metrics.exporter",
        "none",
        "otel.logs.exporter",
        "none",
        "otel.exporter.otlp.protocol",
        HTTP,
        SERVICE,
        environment.getProperty("spring.application.name", "baton"));
  }

  /** What is set in Spring's way counts like a variable, and before it. */
  private static Map<String, String> settings(ConfigurableEnvironment environment) {
    Map<String, String> settings = new HashMap<>();
    for (PropertySource<?> source : environment.getPropertySources()) {
      if (source instanceof EnumerablePropertySource<?> enumerable) {
        for (String name : enumerable.getPropertyNames()) {
          String setting = name.toLowerCase(Locale.ROOT).replace('_', '.');
          if (setting.startsWith("otel.")) {
            set(environment, setting).ifPresent(value -> settings.put(setting, value));
          }
        }
      }
    }
    return settings;
  }
}
