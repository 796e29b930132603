package dev.baton.router.app;

import static dev.baton.router.Samples.card;
import static dev.baton.router.Samples.request;
import static dev.baton.router.Samples.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.router.Installation;
import dev.baton.router.following.ShadowWatch;
import dev.baton.schemas.DeadLetter;
import dev.baton.schemas.Routed;
import dev.baton.schemas.RunEvent;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShadowIntegrationTests {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int REQUESTS = 6;

  @TempDir private Path folder = Path.of("");

  @Test
  void aShadowDecidesBesideTheRouterInChargeAndItsWordCountsNowhere() throws Exception {
    Path rules =
        Files.writeString(
            folder.resolve("other.yaml"),
            """
            rules:
              - name: odd
                priority: 1
                when: request.goal.contains("odd")
                route: agent:researcher
                reason: It is odd.
                examples: [odd]
            """);
    try (Installation installation = new Installation()) {
      installation
          .createTopics()
          .registerSchemas()
          .publish(card("coder"), card("generalist"), card("researcher"))
          .publish(workflow("answer", 1, "researcher"));
      try (var router = installation.startRouter("--baton.router.classifier.enabled=false");
          var shadow =
              installation.startRouter(
                  "--baton.router.classifier.enabled=false",
                  "--baton.router.shadow=true",
                  "--baton.router.rules=file:" + rules)) {
        installation.sendRaw(installation.names.requests(), "poison", new byte[] {1, 2, 3});
        for (int i = 0; i < REQUESTS; i++) {
          installation.send(
              installation.names.requests(),
              null,
              request("item %d, %s".formatted(i, i % 2 == 0 ? "even" : "odd")).build());
        }

        MeterRegistry meters = shadow.getBean(MeterRegistry.class);
        await()
            .atMost(TIMEOUT)
            .untilAsserted(() -> {
              assertThat(compared(meters, "same")).isEqualTo(3);
              assertThat(compared(meters, "changed")).isEqualTo(3);
            });
        assertThat(router.isActive()).isTrue();
        assertThat(routers(installation, installation.names.runs())).hasSize(REQUESTS);
        assertThat(routers(installation, installation.names.routerShadow())).hasSize(REQUESTS);
        assertThat(routers(installation, installation.names.runs()).stream().distinct()).hasSize(1);
        assertThat(routers(installation, installation.names.runs()))
            .doesNotContainAnyElementsOf(routers(installation, installation.names.routerShadow()));
        assertThat(installation.read(installation.names.deadLetters(), DeadLetter.class))
            .as("the router in charge writes it, and it alone")
            .hasSize(1);
      }
    }
  }

  private static double compared(MeterRegistry meters, String outcome) {
    return meters.counter(ShadowWatch.COMPARED, "outcome", outcome).count();
  }

  private static List<String> routers(Installation installation, String topic) {
    return installation.read(topic, RunEvent.class).stream()
        .map(event -> ((Routed) event.value().getBody()).getRoute().getRouterVersion())
        .toList();
  }
}
