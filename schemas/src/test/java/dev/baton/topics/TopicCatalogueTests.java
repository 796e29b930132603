package dev.baton.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.baton.schemas.Priority;
import dev.baton.topics.Right.Access;
import dev.baton.topics.TopicSpec.Partitioning;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TopicCatalogueTests {

  private final TopicNames names = TopicNames.standard();
  private final TopicCatalogue catalogue =
      new TopicCatalogue(names, Set.of("researcher", "coder"), Set.of("acme"));
  private final Map<String, TopicSpec> topics =
      catalogue.topics().stream().collect(Collectors.toMap(TopicSpec::name, Function.identity()));

  @Test
  void letsOnlyTheWorkersOfARoleAnswerForIt() {
    assertThat(writers(names.results("coder"))).containsExactly(Principal.worker("coder"));
    assertThat(writers(names.journal("coder"))).containsExactly(Principal.worker("coder"));
  }

  @Test
  void letsOnlyTheOrchestratorDispatchLogAndAnswer() {
    for (String topic :
        List.of(names.tasks("coder"), names.runLog(), names.answers(), names.control())) {
      assertThat(writers(topic)).as(topic).containsExactly(Principal.ORCHESTRATOR);
    }
  }

  @Test
  void letsATenantWriteItsOwnTopicsOnly() {
    assertThat(writers(names.requests("acme")))
        .containsExactlyInAnyOrder(Principal.upstream("acme"), Principal.OPERATOR);
    assertThat(writers(names.requests())).doesNotContain(Principal.upstream("acme"));
  }

  @Test
  void letsAShadowRouterWriteItsOwnTopicAndNoOther() {
    assertThat(
            topics.keySet().stream()
                .filter(topic -> writers(topic).contains(Principal.ROUTER_SHADOW)))
        .containsExactly(names.routerShadow());
    assertThat(writers(names.routerShadow())).containsExactly(Principal.ROUTER_SHADOW);
    assertThat(Principal.ROUTER_SHADOW.userName()).isEqualTo("router-shadow");
    assertThat(names.requestsPattern().matcher(names.routerShadow()).matches()).isFalse();
  }

  @Test
  void partitionsRunsAndResultsAlikeAndTasksFew() {
    assertThat(spec(names.runs()).partitioning()).isEqualTo(Partitioning.BY_RUN);
    assertThat(spec(names.results("coder")).partitioning()).isEqualTo(Partitioning.BY_RUN);
    assertThat(spec(names.tasks("coder")).partitioning()).isEqualTo(Partitioning.TASKS);
  }

  @Test
  void setsShareGroupsUpBeforeTheirFirstMember() {
    assertThat(catalogue.groups())
        .extracting(GroupSpec::name)
        .containsExactly("baton.workers.coder", "baton.workers.researcher");
    assertThat(catalogue.groups())
        .allSatisfy(group ->
            assertThat(group.config())
                .containsEntry("share.isolation.level", "read_committed")
                .containsEntry("share.auto.offset.reset", "earliest"));
  }

  @Test
  void givesEachPriorityClassATopicAndAGroupWhereTheInstallationAsksForThem() {
    TopicCatalogue classes = catalogue.withPriorities();

    assertThat(classes.topics()).hasSize(catalogue.topics().size() + 4);
    assertThat(classes.groups())
        .extracting(GroupSpec::name, GroupSpec::topic)
        .contains(
            tuple("baton.workers.coder.high", "baton.tasks.coder.high"),
            tuple("baton.workers.coder", "baton.tasks.coder"),
            tuple("baton.workers.coder.low", "baton.tasks.coder.low"))
        .hasSize(6);
    assertThat(classes.topics())
        .filteredOn(topic -> topic.name().startsWith("baton.tasks.coder"))
        .hasSize(3)
        .allSatisfy(topic -> {
          assertThat(topic.partitioning()).isEqualTo(Partitioning.TASKS);
          assertThat(topic.rights())
              .isEqualTo(spec(names.tasks("coder")).rights())
              .contains(Right.read(Principal.worker("coder")));
        });
    assertThat(classes.topics().stream().map(TopicSpec::name).filter(names::isOfHighTasks))
        .containsExactly("baton.tasks.coder.high", "baton.tasks.researcher.high");
  }

  @Test
  void readsTheTenantFromTheTopic() {
    assertThat(names.tenantOf("baton.requests")).isEqualTo("default");
    assertThat(names.tenantOf("baton.signals.acme")).isEqualTo("acme");
    assertThatThrownBy(() -> names.tenantOf("baton.runs"))
        .hasMessageContaining("baton.runs")
        .hasMessageContaining("expected");
  }

  @Test
  void matchesResultsTopicsAndNoOthers() {
    assertThat(names.resultsPattern().matcher("baton.results.coder").matches()).isTrue();
    assertThat(names.resultsPattern().matcher("batonXresults.coder").matches()).isFalse();
    assertThat(names.resultsPattern().matcher("baton.results.coder.x").matches()).isFalse();
    assertThat(names.roleOfResults("baton.results.coder")).isEqualTo("coder");
  }

  @Test
  void namesTaskTopicsByPriorityAndShard() {
    assertThat(names.tasks("coder", Priority.NORMAL, 0)).isEqualTo("baton.tasks.coder");
    assertThat(names.tasks("coder", Priority.HIGH, 2)).isEqualTo("baton.tasks.coder.high.2");
    assertThatThrownBy(() -> names.tasks("coder", Priority.LOW, -1))
        .hasMessageContaining("shard: -1");
  }

  @Test
  void refusesNamesThatAreNoPartOfATopic() {
    for (String bad : List.of("", "Coder", "a/b", "-a", "a-", "a".repeat(41))) {
      assertThatThrownBy(() -> names.tasks(bad))
          .as(bad)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected");
    }
    assertThatThrownBy(() -> new TopicNames("a b")).hasMessageContaining("a b");
  }

  private List<Principal> writers(String topic) {
    return spec(topic).rights().stream()
        .filter(right -> right.access() == Access.WRITE)
        .map(Right::principal)
        .toList();
  }

  private TopicSpec spec(String name) {
    return Objects.requireNonNull(topics.get(name), name);
  }
}
