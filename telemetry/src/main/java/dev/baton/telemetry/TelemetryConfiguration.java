package dev.baton.telemetry;

import dev.baton.redaction.ConfiguredSecrets;
import dev.baton.redaction.RedactingEncoder;
import dev.baton.redaction.Redactor;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/** What every service imports to tell of itself. */
@Configuration(proxyBeanMethods = false)
public class TelemetryConfiguration {

  /** Hides this service's secrets, from here on also in the logs of its process. */
  @Bean
  Redactor redactor(ConfigurableEnvironment environment) {
    Redactor redactor = ConfiguredSecrets.redactor(environment);
    RedactingEncoder.install(redactor);
    return redactor;
  }

  /** Off unless an endpoint is set. */
  @Bean(destroyMethod = "close")
  Telemetry telemetry(ConfigurableEnvironment environment, Redactor redactor) {
    return TelemetryExport.of(environment, redactor);
  }

  /** Where meters go. */
  @Bean
  Meters meters(ObjectProvider<MeterRegistry> registry) {
    return new Meters(registry.getIfAvailable(SimpleMeterRegistry::new));
  }

  /**
   * The service's meters. A type of its own, so that a service without the actuator has one too.
   *
   * @param registry takes them
   */
  public record Meters(MeterRegistry registry) {}
}
