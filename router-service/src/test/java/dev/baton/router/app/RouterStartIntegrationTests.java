package dev.baton.router.app;

import static dev.baton.router.Samples.card;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.router.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouterStartIntegrationTests {

  private static void assertRefusesToStart(
      Installation installation, String argument, String... messageParts) {
    assertThatThrownBy(() -> installation.startRouter(argument).close())
        .rootCause()
        .hasMessageContainingAll(messageParts);
  }

  @Test
  void refusesToStartWithoutTopics() {
    try (Installation installation = new Installation()) {
      assertThatThrownBy(() -> installation.startRouter().close())
          .hasStackTraceContaining(
              "topic "
                  + installation.names.agents()
                  + ": missing (expected: made by `baton cluster apply`)");
    }
  }

  @Test
  void refusesToStartWithoutSchemas() throws Exception {
    try (Installation installation = new Installation().createTopics()) {
      assertThatThrownBy(() -> installation.startRouter().close())
          .hasStackTraceContaining(
              "schema of topic " + installation.names.runs() + ": not to be had")
          .hasStackTraceContaining("`baton cluster apply`");
    }
  }

  @Test
  void refusesToStartWithoutAnythingToRouteTo() throws Exception {
    try (Installation installation = new Installation().createTopics().registerSchemas()) {
      assertRefusesToStart(
          installation,
          "--baton.router.catalog-timeout=10s",
          installation.names.agents()
              + " and "
              + installation.names.workflows()
              + " hold nothing usable",
          "`baton cluster apply`");
    }
  }

  @Test
  void refusesToStartWithABrokenRuleFile(@TempDir Path folder) throws Exception {
    Path rules = Files.writeString(folder.resolve("mine.yaml"), "rules:\n  - nmae: x\n");
    try (Installation installation =
        new Installation().createTopics().registerSchemas().publish(card("generalist"))) {
      assertRefusesToStart(
          installation,
          "--baton.router.rules=file:" + rules,
          "mine.yaml, line 2, column 5: unknown key 'nmae' (expected: [examples, name,");
    }
  }

  @Test
  void refusesToStartWithABrokenFallback() throws IOException {
    try (Installation installation = new Installation()) {
      assertRefusesToStart(
          installation,
          "--baton.router.fallback=generalist",
          "baton.router.fallback: 'generalist' (expected: agent:ROLE or workflow:NAME)");
    }
  }

  @Test
  void refusesToStartWithoutABroker() {
    try (Installation installation = new Installation()) {
      assertThatThrownBy(() ->
              installation.startRouter("--spring.kafka.bootstrap-servers=127.0.0.1:1").close())
          .hasStackTraceContaining(
              "no answer from Kafka (expected: a broker at spring.kafka.bootstrap-servers)");
    }
  }
}
