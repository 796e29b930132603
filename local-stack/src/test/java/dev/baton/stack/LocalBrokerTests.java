package dev.baton.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 3, unit = TimeUnit.MINUTES)
class LocalBrokerTests {
  @TempDir Path folder;

  @Test
  void keepsDataIdentityAndPortOverARestart() throws Exception {
    int port;
    String clusterId;
    try (LocalBroker broker = LocalBroker.start(options())) {
      port = broker.port();
      clusterId = clusterId(broker);
      KafkaProbe probe = new KafkaProbe(broker.bootstrapServers());
      probe.createTopic("kept");
      probe.writeInTransaction("kept", "before");
    }
    try (LocalBroker broker = LocalBroker.start(options())) {
      assertThat(broker.port()).isEqualTo(port);
      assertThat(clusterId(broker)).isEqualTo(clusterId);
      assertThat(new KafkaProbe(broker.bootstrapServers()).read("kept")).containsExactly("before");
    }
  }

  @Test
  void servesTheSamePortAndDataAfterAKill() throws Exception {
    try (LocalBroker broker = LocalBroker.start(options())) {
      String servers = broker.bootstrapServers();
      KafkaProbe probe = new KafkaProbe(servers);
      probe.createTopic("crashed");
      probe.writeInTransaction("crashed", "before");
      long killed = broker.pid();

      broker.kill();
      assertThat(broker.isAlive()).isFalse();
      broker.restart();

      assertThat(broker.pid()).isNotEqualTo(killed);
      assertThat(broker.bootstrapServers()).isEqualTo(servers);
      probe.writeInTransaction("crashed", "after");
      assertThat(probe.read("crashed")).containsExactly("before", "after");
    }
  }

  @Test
  void hasShareGroupsAndTransactionsOnOneNode() throws Exception {
    try (LocalBroker broker = LocalBroker.start(options())) {
      KafkaProbe probe = new KafkaProbe(broker.bootstrapServers());
      probe.createTopic("tasks");
      probe.writeInTransaction("tasks", "work");
      assertThat(probe.takeFromShareGroup("workers", "tasks")).isEqualTo("work");
      try (Admin admin = probe.admin()) {
        var features = admin.describeFeatures().featureMetadata().get().finalizedFeatures();
        assertThat(features).hasEntrySatisfying("share.version", atLeast(1));
        assertThat(features).hasEntrySatisfying("transaction.version", atLeast(2));
      }
    }
  }

  @Test
  void startsFromNothingWhenAskedTo() throws Exception {
    String clusterId;
    try (LocalBroker broker = LocalBroker.start(options())) {
      clusterId = clusterId(broker);
    }
    try (LocalBroker broker = LocalBroker.start(options().withEmptyState())) {
      assertThat(clusterId(broker)).isNotEqualTo(clusterId);
    }
  }

  @Test
  void endsTheChildThatAKilledParentLeftBehind() throws Exception {
    Process parent = ParentMain.launch(folder);
    ProcessHandle leftover = ParentMain.brokerOf(parent);
    parent.destroyForcibly().waitFor();
    assertThat(leftover.isAlive()).isTrue();

    try (LocalBroker broker = LocalBroker.start(options())) {
      assertThat(leftover.isAlive()).isFalse();
      assertThat(broker.isAlive()).isTrue();
    }
  }

  @Test
  void endsWithItsParentAfterTheTasksThatNeedIt() throws Exception {
    Process parent = ParentMain.launch(folder);
    ProcessHandle child = ParentMain.brokerOf(parent);
    assertThat(child.isAlive()).isTrue();

    parent.outputWriter().close();

    assertThat(parent.inputReader().readAllAsString()).isEqualTo("broker alive: true\n");
    assertThat(parent.waitFor()).isZero();
    assertThat(child.isAlive()).isFalse();
  }

  @Test
  void refusesAStateFolderThatAnotherProcessOwns() throws Exception {
    Process parent = ParentMain.launch(folder);
    try {
      ProcessHandle child = ParentMain.brokerOf(parent);
      assertThatExceptionOfType(StateFolderInUseException.class)
          .isThrownBy(() -> LocalBroker.start(options()));
      assertThat(child.isAlive()).isTrue();
    } finally {
      parent.outputWriter().close();
      parent.waitFor();
    }
  }

  @Test
  void namesThePortThatIsInUse() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatExceptionOfType(StackException.class)
          .isThrownBy(() -> LocalBroker.start(options().withPort(other.getLocalPort())))
          .withMessageContaining("broker port " + other.getLocalPort() + " is already in use");
    }
  }

  @Test
  void saysWithTheLastLinesOfTheLogWhyItDidNotStart() {
    BrokerOptions wrong = options().withSettings(Map.of("num.io.threads", "0"));

    assertThatExceptionOfType(StackException.class)
        .isThrownBy(() -> LocalBroker.start(wrong))
        .withMessageContaining("num.io.threads");
  }

  @Test
  void refusesSettingsThatAreTheStacksOwn() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options().withSettings(Map.of("listeners", "PLAINTEXT://0.0.0.0:9092")))
        .withMessageContaining("listeners is set by the stack itself");
  }

  private static Consumer<FinalizedVersionRange> atLeast(int level) {
    return version -> assertThat((int) version.maxVersionLevel()).isGreaterThanOrEqualTo(level);
  }

  private BrokerOptions options() {
    return BrokerOptions.in(folder, StackFiles.locate());
  }

  private static String clusterId(LocalBroker broker) throws Exception {
    try (Admin admin = new KafkaProbe(broker.bootstrapServers()).admin()) {
      return admin.describeCluster().clusterId().get();
    }
  }
}
