package dev.baton.simulation.broker;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

class ShareScenarioIntegrationTests {
  /** Side by side, because most of a scenario is waiting; each has its own topic and group. */
  @Test
  void aRealBrokerDoesWhatTheTableSays() throws Exception {
    SoftAssertions all = new SoftAssertions();
    Map<ShareScenario, Future<List<String>>> played = new LinkedHashMap<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(8)) {
      ShareScenarios.ALL.forEach(
          scenario -> played.put(scenario, executor.submit(() -> play(scenario))));
      for (ShareScenario scenario : ShareScenarios.ALL) {
        all.assertThat(seen(played, scenario)).as(scenario.name()).isEqualTo(scenario.expected());
      }
    }
    all.assertAll();
  }

  private static List<String> seen(
      Map<ShareScenario, Future<List<String>>> played, ShareScenario scenario) throws Exception {
    return Objects.requireNonNull(played.get(scenario)).get();
  }

  private static List<String> play(ShareScenario scenario) throws Exception {
    try (KafkaLab lab = new KafkaLab(scenario.locksRunOut())) {
      return scenario.play(lab);
    }
  }
}
