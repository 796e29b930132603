package dev.baton.stack.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

class TestKafkaTests {
  @Test
  void sharesOneBrokerThatServes() throws Exception {
    TestKafka kafka = TestKafka.shared();

    assertThat(TestKafka.shared()).isSameAs(kafka);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      assertThat(admin.describeCluster().nodes().get()).hasSize(1);
    }
  }

  @Test
  void usesAContainerOnlyIfAskedToAndNothingStandsInTheWay() {
    assertThat(KafkaChoice.of("testcontainers", Optional::empty).inContainer()).isTrue();
    assertThat(KafkaChoice.of("local", Optional::empty).inContainer()).isFalse();
  }

  @Test
  void saysWhyTheLocalBrokerIsUsed() {
    KafkaChoice choice = KafkaChoice.of("testcontainers", () -> Optional.of("no engine answers"));

    assertThat(choice.inContainer()).isFalse();
    assertThat(choice.reason()).isEqualTo("Tests use the real local broker: no engine answers");
  }

  @Test
  void refusesAnUnknownChoice() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KafkaChoice.of("embedded", Optional::empty))
        .withMessage("baton.test.kafka: embedded (expected: local or testcontainers)");
  }
}
