package dev.baton.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.cli.cluster.ClusterPlan.Sizes;
import dev.baton.schemas.AgentCard;
import dev.baton.schemas.WorkflowDefinition;
import dev.baton.topics.TopicNames;
import dev.baton.topics.TopicSpec;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClusterPlanTests {

  private static final Sizes SIZES = new Sizes(6, 2, (short) 1);

  @Test
  void holdsACardForEveryRoleAndTheWorkflowsThatTheyServe() {
    ClusterPlan plan = BundledPlan.of(TopicNames.standard(), BundledPlan.ROLES, SIZES);

    assertThat(plan.cards())
        .extracting(AgentCard::getRole)
        .containsExactlyElementsOf(BundledPlan.ROLES);
    assertThat(plan.workflows()).extracting(WorkflowDefinition::getName).containsExactly("answer");
    assertThat(plan.topics().topics()).extracting(TopicSpec::name).contains("baton.tasks.writer");
  }

  @Test
  void leavesOutWorkflowsWhoseRolesAreNotThere() {
    ClusterPlan plan = BundledPlan.of(TopicNames.standard(), Set.of("coder"), SIZES);

    assertThat(plan.workflows()).isEmpty();
    assertThat(plan.topics().topics())
        .extracting(TopicSpec::name)
        .doesNotContain("baton.tasks.writer");
  }

  @Test
  void hasADigestThatChangesWithItsContents() {
    String digest = plan(SIZES, "baton.").digest();

    assertThat(plan(SIZES, "baton.").digest()).isEqualTo(digest);
    assertThat(plan(new Sizes(7, 2, (short) 1), "baton.").digest()).isNotEqualTo(digest);
    assertThat(plan(SIZES, "other.").digest()).isNotEqualTo(digest);
    assertThat(plan(SIZES, "baton.").withPriorities().digest()).isNotEqualTo(digest);
  }

  @Test
  void givesEachKindOfTopicItsPartitions() {
    for (TopicSpec topic : plan(SIZES, "").topics().topics()) {
      int expected =
          topic.name().startsWith("tasks.")
              ? 2
              : Set.of(
                          "control",
                          "heartbeats",
                          "agents",
                          "workflows",
                          "tenant-budgets",
                          "dead-letters")
                      .contains(topic.name())
                  ? 1
                  : 6;

      assertThat(SIZES.partitions(topic)).as(topic.name()).isEqualTo(expected);
    }
  }

  @Test
  void refusesNumbersThatCannotBe() {
    assertThatThrownBy(() -> new Sizes(0, 1, (short) 1))
        .hasMessage("partitions: 0 (expected: >= 1)");
    assertThatThrownBy(() -> new Sizes(1, 0, (short) 1))
        .hasMessage("task partitions: 0 (expected: >= 1)");
    assertThatThrownBy(() -> new Sizes(1, 1, (short) 0))
        .hasMessage("replication: 0 (expected: >= 1)");
  }

  private static ClusterPlan plan(Sizes sizes, String prefix) {
    return BundledPlan.of(new TopicNames(prefix), BundledPlan.ROLES, sizes);
  }
}
