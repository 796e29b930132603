package dev.baton.orchestrator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicDirectoryTests {

  private final FakeCluster cluster = new FakeCluster();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final TopicDirectory directory =
      new TopicDirectory(cluster, FakeCluster.NAMES, () -> now);

  @BeforeEach
  void refresh() {
    directory.refresh();
  }

  @Test
  void knowsTheTopicsWithoutAskingAgain() {
    assertThat(directory.contains("t.tasks.noop")).isTrue();
    assertThat(cluster.calls).isOne();
  }

  @Test
  void findsATopicThatWasAddedLater() {
    assertThat(directory.contains("t.tasks.late")).isFalse();
    cluster.partitions.put("t.tasks.late", 1);
    now = now.plus(Duration.ofSeconds(2));

    assertThat(directory.contains("t.tasks.late")).isTrue();
  }

  @Test
  void asksOnceForManyMissesInARow() {
    for (int i = 0; i < 100; i++) {
      assertThat(directory.contains("t.tasks.absent" + i)).isFalse();
    }

    assertThat(cluster.calls).isOne();
  }

  @Test
  void keepsWhatItKnowsWhileTheClusterIsSilent() {
    cluster.silent = true;
    now = now.plus(Duration.ofHours(1));

    assertThat(directory.contains("t.tasks.absent")).isFalse();
    assertThat(directory.contains("t.tasks.noop")).isTrue();
  }

  @Test
  void namesResultsTopicsWithAnotherNumberOfPartitions() {
    cluster.partitions.put("t.results.odd", 7);
    cluster.partitions.put("t.journal.odd", 7);
    directory.refresh();

    assertThat(directory.misPartitioned()).containsExactly("t.results.odd");
  }
}
