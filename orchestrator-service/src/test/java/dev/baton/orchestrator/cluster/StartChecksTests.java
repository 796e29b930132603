package dev.baton.orchestrator.cluster;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StartChecksTests {

  private final FakeCluster cluster = new FakeCluster();
  private final StartChecks checks = new StartChecks(cluster, FakeCluster.NAMES, 1_000_000);

  @Test
  void acceptsAClusterThatIsSetUp() {
    assertThatCode(checks::run).doesNotThrowAnyException();
  }

  @Test
  void refusesAMissingTopic() {
    cluster.partitions.remove("t.run-log");

    refuses("topic t.run-log: does not exist");
  }

  @Test
  void refusesAnOldTransactionProtocol() {
    cluster.features.put("transaction.version", (short) 1);

    refuses("feature transaction.version: 1 (expected: >= 2)");
  }

  @Test
  void refusesAClusterWithoutShareGroups() {
    cluster.features.remove("share.version");

    refuses("feature share.version: 0 (expected: >= 1)");
  }

  @Test
  void refusesAGroupThatWouldRunTasksOfAbortedTransactions() {
    cluster.groups.put(
        "t.workers.noop",
        Map.of("share.isolation.level", "read_uncommitted", "share.auto.offset.reset", "earliest"));

    refuses(
        "group t.workers.noop: share.isolation.level=read_uncommitted (expected: read_committed)");
  }

  @Test
  void refusesAGroupWithoutSettings() {
    cluster.groups.clear();

    refuses("group t.workers.noop: share.auto.offset.reset=unset (expected: earliest)");
  }

  @Test
  void refusesAGroupOfAPriorityClassWithoutSettings() {
    cluster.partitions.put("t.tasks.noop.high", 1);

    refuses("group t.workers.noop.high: share.auto.offset.reset=unset (expected: earliest)");
  }

  @Test
  void refusesATopicThatIsTooSmallForItsRecords() {
    cluster.maxMessageBytes.put("t.tasks.noop", 1_000_000);

    refuses("topic t.tasks.noop: max.message.bytes 1000000 (expected: >= 1002048)");
  }

  @Test
  void namesEveryViolationAtOnce() {
    cluster.partitions.remove("t.answers");
    cluster.features.clear();

    assertThatThrownBy(checks::run)
        .hasMessageContainingAll("t.answers", "share.version", "transaction.version");
  }

  private void refuses(String message) {
    assertThatThrownBy(checks::run)
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("baton cluster apply");
  }
}
