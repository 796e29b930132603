package dev.baton.simulation.broker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShareScenarioTests {
  @Test
  void theBrokerInMemoryDoesWhatTheTableSays() {
    for (ShareScenario scenario : ShareScenarios.ALL) {
      assertThat(scenario.play(new MemoryLab())).as(scenario.name()).isEqualTo(scenario.expected());
    }
  }
}
