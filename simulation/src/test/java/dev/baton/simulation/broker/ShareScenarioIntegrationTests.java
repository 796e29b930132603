package dev.baton.simulation.broker;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

class ShareScenarioIntegrationTests {
  @Test
  void aRealBrokerDoesWhatTheTableSays() throws Exception {
    SoftAssertions all = new SoftAssertions();
    for (ShareScenario scenario : ShareScenarios.ALL) {
      try (KafkaLab lab = new KafkaLab(scenario.locksRunOut())) {
        all.assertThat(scenario.play(lab)).as(scenario.name()).isEqualTo(scenario.expected());
      }
    }
    all.assertAll();
  }
}
