package dev.baton.router.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.router.Samples;
import dev.baton.router.catalog.Catalog;
import dev.baton.router.catalog.PublishedAgent;
import dev.baton.router.catalog.PublishedWorkflow;
import dev.baton.router.catalog.Target;
import dev.baton.router.rules.RoutingRules;
import dev.baton.router.rules.RuleFile;
import dev.baton.schemas.AgentCard;
import dev.baton.schemas.Request;
import dev.baton.schemas.Route;
import dev.baton.schemas.RouteKind;
import dev.baton.schemas.RouteStage;
import dev.baton.schemas.WorkflowDefinition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RoutingPolicyTests {

  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final RoutingRules RULES =
      RuleFile.parse(
          "rules.yaml",
          """
          rules:
            - name: broad
              priority: 10
              when: request.goal.contains("log")
              route: workflow:answer
              reason: It is about logs.
              examples: [read the log]
            - name: narrow
              priority: 20
              when: request.goal.contains("log file")
              route: agent:coder
              reason: It is about a log file.
              examples: [open the log file]
            - name: by-input
              priority: 30
              when: request.goal == "anything" || request.inputs.kind == "deep"
              route: workflow:deep
              reason: It asks for depth.
              examples: [anything]
          """);

  private final RoutingPolicy policy =
      new RoutingPolicy(
          new RequestValidator(new RequestLimits(262_144)),
          RULES,
          ClassifierStage.off(),
          new Target.Agent("generalist"));

  private Decision decide(Request.Builder request, Catalog catalog) {
    return policy.decide(new Inquiry(request.build(), "default", 100), catalog, NOW);
  }

  private Decision.Accepted accepted(Request.Builder request) {
    assertThat(decide(request, Samples.catalog())).isInstanceOf(Decision.Accepted.class);
    return (Decision.Accepted) decide(request, Samples.catalog());
  }

  private Decision.Refused refused(Request.Builder request, Catalog catalog) {
    assertThat(decide(request, catalog)).isInstanceOf(Decision.Refused.class);
    return (Decision.Refused) decide(request, catalog);
  }

  private Route expected(RouteKind kind, String target, RouteStage stage) {
    return Route.newBuilder()
        .setKind(kind)
        .setTarget(target)
        .setStage(stage)
        .setReason("")
        .setRouterVersion(policy.version())
        .build();
  }

  @Nested
  class WithoutAHint {

    @Test
    void theRuleOfHighestPriorityDecidesAndTheNextOneIsRunnerUp() {
      Route route = accepted(Samples.request("open the log file")).route();

      assertThat(route)
          .isEqualTo(
              Route.newBuilder(expected(RouteKind.AGENT, "coder", RouteStage.RULE))
                  .setRule("narrow")
                  .setRunnerUp("workflow:answer")
                  .setReason("It is about a log file. (rule 'by-input' has no value)")
                  .build());
    }

    @Test
    void theFallbackIsRunnerUpOfTheOnlyRule() {
      Decision.Accepted decision = accepted(Samples.request("read the log"));

      assertThat(decision.route().getRule()).isEqualTo("broad");
      assertThat(decision.route().getRunnerUp()).isEqualTo("agent:generalist");
    }

    @Test
    void theFallbackTakesWhatNoRuleTakes() {
      Decision.Accepted decision = accepted(Samples.request("write a poem"));

      assertThat(decision.route())
          .isEqualTo(
              Route.newBuilder(expected(RouteKind.AGENT, "generalist", RouteStage.FALLBACK))
                  .setReason(
                      "No rule takes the request, and the classifier is switched off. (rule 'by-input' has no value)")
                  .build());
    }

    @Test
    void aRuleWithoutItsTargetIsPassedOverAndTheReasonSaysSo() {
      Decision.Accepted decision =
          accepted(Samples.request("anything with a log file").setInputs(Map.of("kind", "deep")));

      assertThat(decision.route().getRule()).isEqualTo("narrow");
      assertThat(decision.route().getReason())
          .isEqualTo(
              "It is about a log file. (rule 'by-input' is passed over because workflow:deep is not published)");
    }
  }

  @Nested
  class WithAHint {

    @Test
    void theHintDecidesAndTheRulesAreRunnerUp() {
      Decision.Accepted decision =
          accepted(Samples.request("read the log").setHint("agent:writer"));

      assertThat(decision.route())
          .isEqualTo(
              Route.newBuilder(expected(RouteKind.AGENT, "writer", RouteStage.HINT))
                  .setRunnerUp("workflow:answer")
                  .setReason("The request asks for agent:writer.")
                  .build());
    }

    @Test
    void anUnknownOneIsRefusedWithTheKnownOnes() {
      Decision.Refused decision =
          refused(Samples.request("read the log").setHint("workflow:nope"), Samples.catalog());

      assertThat(decision.rejection().getCode()).isEqualTo("unknown-hint");
      assertThat(decision.rejection().getMessage())
          .isEqualTo(
              "hint: 'workflow:nope' (expected: agent:coder, agent:generalist, agent:researcher, agent:writer, workflow:answer)");
      assertThat(decision.route().getKind()).isEqualTo(RouteKind.NONE);
      assertThat(decision.route().getTarget()).isEmpty();
    }
  }

  @Test
  void aWorkflowIsPinnedInItsHighestVersionWithTheCardsOfItsRoles() {
    Decision.Accepted decision = accepted(Samples.request("read the log"));

    assertThat(decision.workflow())
        .isEqualTo(Samples.workflow("answer", 10, "writer", "researcher"));
    assertThat(decision.cards())
        .extracting(AgentCard::getRole)
        .containsExactly("researcher", "writer");
  }

  @Test
  void anAgentsRouteIsAWorkflowOfOneStep() {
    Decision.Accepted decision = accepted(Samples.request("x").setHint("agent:coder"));

    assertThat(decision.workflow().getName()).isEqualTo("agent-coder");
    assertThat(decision.workflow().getVersion()).isEqualTo(1);
    assertThat(decision.cards()).containsExactly(Samples.card("coder"));
    assertThat(PublishedWorkflow.of(decision.workflow()).roles()).containsExactly("coder");
  }

  @Test
  void aWorkflowThatNamesARoleWithoutACardIsRefused() {
    Catalog incomplete = Samples.catalog().withoutAgent("writer");

    Decision.Refused decision = refused(Samples.request("read the log"), incomplete);

    assertThat(decision.rejection().getCode()).isEqualTo("unknown-agent");
    assertThat(decision.rejection().getMessage())
        .isEqualTo(
            "answer@10 names 'writer' without an agent card (expected: coder, generalist, researcher)");
  }

  @Test
  void aMissingFallbackIsRefused() {
    Decision.Refused decision =
        refused(Samples.request("write a poem"), Samples.withAgents("coder"));

    assertThat(decision.rejection().getCode()).isEqualTo("unknown-agent");
    assertThat(decision.rejection().getMessage())
        .isEqualTo("agent:generalist: not published (expected: agent:coder)");
  }

  @Test
  void anInvalidRequestIsRefusedBeforeItsHintIsLookedUp() {
    Decision.Refused decision =
        refused(Samples.request(" ").setHint("agent:nope"), Samples.catalog());

    assertThat(decision.rejection().getCode()).isEqualTo("empty-goal");
  }

  @Test
  void theVersionDependsOnRulesAndFallback() {
    RequestValidator validator = new RequestValidator(new RequestLimits(262_144));
    String otherFallback =
        new RoutingPolicy(validator, RULES, ClassifierStage.off(), new Target.Agent("coder"))
            .version();
    String otherRules =
        new RoutingPolicy(
                validator,
                new RoutingRules(RULES.rules(), "00"),
                ClassifierStage.off(),
                new Target.Agent("generalist"))
            .version();
    String same =
        new RoutingPolicy(validator, RULES, ClassifierStage.off(), new Target.Agent("generalist"))
            .version();

    assertThat(policy.version())
        .isEqualTo(same)
        .isNotEqualTo(otherFallback)
        .isNotEqualTo(otherRules);
  }

  @Test
  void theCardsOfRolesThatMayBeHandedOverToComeAlong() {
    Catalog catalog =
        Samples.withAgents("editor", "generalist", "painter")
            .with(
                PublishedAgent.of(
                    AgentCard.newBuilder(Samples.card("writer"))
                        .setHandoffTo(List.of("editor", "nobody"))
                        .build()));

    Decision decision = decide(Samples.request("goal").setHint("agent:writer"), catalog);

    assertThat(((Decision.Accepted) decision).cards())
        .extracting(AgentCard::getRole)
        .containsExactly("editor", "writer");
  }

  @Nested
  class WhenAWorkflowPlans {

    private static final String PLANNED =
        """
        name: planned-report
        steps:
          work: {plan: planner, allow: [researcher, writer]}
        """;

    private Decision decideIn(Catalog catalog) {
      return decide(
          Samples.request("goal").setHint("workflow:planned-report"),
          catalog.with(PublishedWorkflow.of(Samples.definition(PLANNED))));
    }

    @Test
    void theCardsOfItsPlannerOfWhatItMayPlanAndOfTheGeneralistComeAlong() {
      Decision with =
          decideIn(Samples.withAgents("coder", "generalist", "planner", "researcher", "writer"));
      assertThat(((Decision.Accepted) with).cards())
          .extracting(AgentCard::getRole)
          .containsExactly("generalist", "planner", "researcher", "writer");

      Decision without = decideIn(Samples.withAgents("planner", "researcher", "writer"));
      assertThat(((Decision.Accepted) without).cards())
          .extracting(AgentCard::getRole)
          .as("nobody has to publish a generalist")
          .containsExactly("planner", "researcher", "writer");
    }

    @Test
    void aRequestIsRefusedWhereItMayPlanARoleWithoutACard() {
      assertThat(decideIn(Samples.withAgents("planner", "writer")))
          .isInstanceOfSatisfying(
              Decision.Refused.class,
              refused ->
                  assertThat(refused.rejection().getMessage())
                      .startsWith("planned-report@1 names 'researcher' without an agent card"));
    }
  }

  @Nested
  class WhenAWorkflowNamesOthers {

    private static final String OUTER =
        """
        name: outer
        steps:
          first: {agent: coder}
          second: {workflow: inner, needs: [first]}
        """;

    private static final String INNER =
        """
        name: inner
        steps:
          first: {agent: writer}
          again: {workflow: outer, needs: [first]}
        """;

    private Catalog with(String... definitions) {
      Catalog catalog = Samples.withAgents("coder", "writer");
      for (String definition : definitions) {
        catalog = catalog.with(PublishedWorkflow.of(Samples.definition(definition)));
      }
      return catalog;
    }

    @Test
    void theirDefinitionsAndCardsComeAlongOnceThoughTheyNameEachOther() {
      Decision decision =
          decide(Samples.request("goal").setHint("workflow:outer"), with(OUTER, INNER));

      assertThat(decision).isInstanceOf(Decision.Accepted.class);
      Decision.Accepted accepted = (Decision.Accepted) decision;
      assertThat(accepted.workflow().getName()).isEqualTo("outer");
      assertThat(accepted.nested())
          .extracting(WorkflowDefinition::getName)
          .containsExactly("inner", "outer");
      assertThat(accepted.cards())
          .extracting(AgentCard::getRole)
          .containsExactly("coder", "writer");
    }

    @Test
    void aRequestIsRefusedWhereOneIsNotPublished() {
      Decision.Refused refused =
          refused(Samples.request("goal").setHint("workflow:outer"), with(OUTER));

      assertThat(refused.rejection().getMessage())
          .startsWith("outer@1 names the workflow 'inner', which is not published (expected: ");
    }

    @Test
    void aRequestIsRefusedWhereOneNamesARoleWithoutACard() {
      Catalog catalog =
          with(OUTER, INNER.replace("again: {workflow: outer,", "again: {agent: painter,"));

      assertThat(
              refused(Samples.request("goal").setHint("workflow:outer"), catalog)
                  .rejection()
                  .getMessage())
          .startsWith("outer@1 names 'painter' without an agent card (expected: ");
    }
  }

  @Test
  void whatHasNoLivingWorkerIsPassedOverWhereItsCardAsksForOne() {
    Catalog published =
        Samples.catalog()
            .with(
                PublishedAgent.of(
                    AgentCard.newBuilder(Samples.card("coder"))
                        .setRequiresLiveWorker(true)
                        .build()));

    assertThat(published.whereWorkers(_ -> true)).isSameAs(published);
    Catalog dead = published.whereWorkers(_ -> false);

    assertThat(dead.definition(new Target.Agent("coder"))).isEmpty();
    assertThat(dead.definition(new Target.Agent("writer"))).isPresent();
    assertThat(dead.whyNot(new Target.Agent("coder")))
        .isEqualTo("has no living worker, which its card asks for");
    assertThat(dead.whyNot(new Target.Agent("nobody"))).isEqualTo("is not published");
    Catalog nested = dead.with(PublishedWorkflow.of(Samples.workflow("fix", 1, "writer", "coder")));
    assertThat(nested.definition(new Target.Workflow("fix"))).isEmpty();
    assertThat(nested.whyNot(new Target.Workflow("fix")))
        .isEqualTo("needs agent:coder, which has no living worker");
    assertThat(nested.workflowOfAll(List.of(new Target.Agent("writer"), new Target.Agent("coder"))))
        .isEmpty();
    assertThat(nested.whereWorkers(_ -> true).definition(new Target.Workflow("fix"))).isPresent();
  }

  @Test
  void aRunBeginsWithTheStepsThatWaitForNothing() {
    PublishedWorkflow workflow =
        PublishedWorkflow.of(
            Samples.definition(
                """
                name: two
                steps:
                  find: {agent: researcher, writes: evidence}
                  maybe: {agent: coder, when: "goal.contains('code')"}
                  write: {agent: writer, needs: [find], reads: [evidence]}
                """));

    assertThat(workflow.firstRoles()).containsExactly("researcher");
  }
}
