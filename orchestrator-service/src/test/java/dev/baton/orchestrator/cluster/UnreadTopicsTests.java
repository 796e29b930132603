package dev.baton.orchestrator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UnreadTopicsTests {

  private final FakeCluster cluster = new FakeCluster();
  private final TopicDirectory directory =
      new TopicDirectory(cluster, FakeCluster.NAMES, InstantSource.system());
  private final UnreadTopics unread = new UnreadTopics(cluster, "group", directory);

  @BeforeEach
  void addRole() {
    cluster.partitions.put("t.results.late", cluster.partitions.get("t.runs"));
    directory.refresh();
  }

  @Test
  void areOverdueOnceAStableGroupHasLeftThemForThreeLooks() {
    cluster.read = Optional.of(Set.of("t.runs", "t.results.noop"));

    assertThat(unread.areOverdue()).isFalse();
    assertThat(unread.areOverdue()).isFalse();
    assertThat(unread.areOverdue()).isTrue();
    assertThat(unread.areOverdue()).as("said once").isFalse();
  }

  @Test
  void areWaitedForWhileTheGroupRebalances() {
    cluster.read = Optional.of(Set.of("t.runs", "t.results.noop"));
    unread.areOverdue();
    unread.areOverdue();
    cluster.read = Optional.empty();

    assertThat(unread.areOverdue()).isFalse();
  }

  @Test
  void areNoneWhereTheGroupReadsAllThatItCan() {
    cluster.partitions.put("t.results.odd", 9);
    directory.refresh();
    cluster.read = Optional.of(Set.of("t.runs", "t.results.noop", "t.results.late"));

    for (int look = 0; look < 9; look++) {
      assertThat(unread.areOverdue()).isFalse();
    }
  }
}
