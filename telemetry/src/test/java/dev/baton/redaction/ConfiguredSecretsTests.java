package dev.baton.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class ConfiguredSecretsTests {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "spring.kafka.ssl.key-store-password | hidden-one | hidden-one",
        "SOME_API_KEY | hidden-one | hidden-one",
        "sasl.jaas.config | Module required username=\"u\" password=\"hidden-one\"; | hidden-one",
        "otel.exporter.otlp.headers | tenant=some-tenant,authorization=Bearer hidden-one | hidden-one",
        "OTEL_EXPORTER_OTLP_TRACES_HEADERS | x-token=hidden-one | hidden-one"
      })
  void findsWhatAServiceWasConfiguredWith(String name, String value, String secret) {
    assertThat(redactor(name, value).hide("it is " + secret + ".")).isEqualTo("it is ***.");
  }

  @Test
  void takesNoOrdinarySettingForASecret() {
    assertThat(redactor("baton.worker.role", "researcher").hide("a researcher"))
        .isEqualTo("a researcher");
    assertThat(redactor("otel.exporter.otlp.headers", "tenant=some-tenant").hide("some-tenant"))
        .isEqualTo("some-tenant");
  }

  private static Redactor redactor(String name, String value) {
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("test", Map.of(name, value)));
    return ConfiguredSecrets.redactor(environment);
  }
}
