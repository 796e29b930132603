package dev.baton.router.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.router.Samples;
import dev.baton.router.catalog.Catalog;
import dev.baton.router.catalog.PublishedWorkflow;
import dev.baton.router.catalog.Target;
import dev.baton.router.rules.RoutingRules;
import dev.baton.routing.classifier.Prediction;
import dev.baton.routing.classifier.Score;
import dev.baton.schemas.Route;
import dev.baton.schemas.RouteKind;
import dev.baton.schemas.RouteStage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassifierStageTests {

  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final Thresholds THRESHOLDS = new Thresholds(0.05, 0.1);

  private static Prediction prediction(double scope, double first, String... labels) {
    double rest = (1 - first) / (labels.length - 1);
    List<Score> scores = new ArrayList<>();
    for (String label : labels) {
      scores.add(new Score(label, scores.isEmpty() ? first : rest));
    }
    return new Prediction(scores, scope);
  }

  private static Route route(Classifier.Reading reading, Catalog catalog) {
    RoutingPolicy policy =
        new RoutingPolicy(
            new RequestValidator(new RequestLimits(262_144)),
            new RoutingRules(List.of(), "00"),
            new ClassifierStage(_ -> reading, THRESHOLDS),
            new Target.Agent("generalist"));
    Inquiry inquiry = new Inquiry(Samples.request("do it").build(), "default", 100);
    return policy.decide(inquiry, catalog, NOW).route();
  }

  private static Route route(Prediction whole, Prediction... parts) {
    return route(new Classifier.Read(whole, List.of(parts), "v1"), Samples.catalog());
  }

  @Test
  void takesTheBestTargetAndShowsWhatThatRestsOn() {
    Route route =
        route(
            prediction(
                0.6, 0.7, "agent:coder", "agent:writer", "agent:researcher", "workflow:answer"));

    assertThat(route.getStage()).isEqualTo(RouteStage.CLASSIFIER);
    assertThat(route.getKind()).isEqualTo(RouteKind.AGENT);
    assertThat(route.getTarget()).isEqualTo("coder");
    assertThat(route.getConfidence()).isEqualTo(0.7);
    assertThat(route.getRunnerUp()).isEqualTo("agent:writer");
    assertThat(route.getRouterVersion()).endsWith("+v1");
    assertThat(route.getReason())
        .isEqualTo(
            "It reads like the examples of agent:coder (agent:coder 70 %, agent:writer 10 %, agent:researcher 10 %; scope 0.60, threshold 0.05; margin 0.60, least 0.10).");
  }

  @Test
  void leavesWhatLooksForeignToTheFallback() {
    Route route = route(prediction(0.01, 0.9, "agent:coder", "agent:writer"));

    assertThat(route.getStage()).isEqualTo(RouteStage.FALLBACK);
    assertThat(route.getTarget()).isEqualTo("generalist");
    assertThat(route.getRunnerUp()).isEqualTo("agent:coder");
    assertThat(route.getReason())
        .isEqualTo(
            "No rule takes the request, and it reads like none of the examples (agent:coder 90 %, agent:writer 10 %; scope 0.01, threshold 0.05; margin 0.80, least 0.10).");
  }

  @Test
  void leavesWhatTwoTargetsClaimToTheFallback() {
    Route route = route(prediction(0.9, 0.52, "agent:coder", "agent:writer"));

    assertThat(route.getStage()).isEqualTo(RouteStage.FALLBACK);
    assertThat(route.getReason())
        .isEqualTo(
            "No rule takes the request, and agent:coder and agent:writer claim it alike (agent:coder 52 %, agent:writer 48 %; scope 0.90, threshold 0.05; margin 0.04, least 0.10).");
  }

  @Test
  void leavesATargetThatVanishedToTheFallback() {
    Route route =
        route(
            new Classifier.Read(
                prediction(0.9, 0.9, "agent:gone", "agent:writer"), List.of(), "v1"),
            Samples.catalog());

    assertThat(route.getStage()).isEqualTo(RouteStage.FALLBACK);
    assertThat(route.getReason())
        .isEqualTo(
            "No rule takes the request, and agent:gone, whose examples it reads like, is not published (agent:gone 90 %, agent:writer 10 %; scope 0.90, threshold 0.05; margin 0.80, least 0.10).");
  }

  @Test
  void sendsSeveralIntentsToTheWorkflowThatHasThemAll() {
    Catalog catalog =
        Samples.catalog()
            .with(
                PublishedWorkflow.of(
                    Samples.workflow("all", 1, "coder", "generalist", "researcher", "writer")));
    Prediction research = prediction(0.8, 0.9, "agent:researcher", "agent:writer");
    Prediction write = prediction(0.8, 0.9, "agent:writer", "agent:researcher");

    Route route = route(new Classifier.Read(research, List.of(research, write), "v1"), catalog);

    assertThat(route.getKind()).isEqualTo(RouteKind.WORKFLOW);
    assertThat(route.getTarget()).isEqualTo("answer");
    assertThat(route.getReason())
        .isEqualTo(
            "Its parts ask for agent:researcher and agent:writer; workflow:answer has them all (agent:researcher 90 %, agent:writer 10 %; scope 0.80, threshold 0.05; margin 0.80, least 0.10).");
  }

  @Test
  void sendsSeveralIntentsThatNoWorkflowHasToTheFallback() {
    Prediction code = prediction(0.8, 0.9, "agent:coder", "agent:writer");
    Prediction write = prediction(0.8, 0.9, "agent:writer", "agent:coder");

    Route route = route(code, code, write);

    assertThat(route.getStage()).isEqualTo(RouteStage.FALLBACK);
    assertThat(route.getReason())
        .isEqualTo(
            "Its parts ask for agent:coder and agent:writer, and no workflow has them all (agent:coder 90 %, agent:writer 10 %; scope 0.80, threshold 0.05; margin 0.80, least 0.10).");
  }

  @Test
  void partsThatAreUnsureOrForeignAreNoIntents() {
    Prediction code = prediction(0.8, 0.9, "agent:coder", "agent:writer");
    Prediction unsure = prediction(0.8, 0.5, "agent:writer", "agent:coder");
    Prediction foreign = prediction(0.01, 0.9, "agent:researcher", "agent:coder");

    Route route = route(code, code, unsure, foreign);

    assertThat(route.getTarget()).isEqualTo("coder");
  }

  @Test
  void whatTheFallbackWouldTakeIsNoIntent() {
    Prediction write = prediction(0.8, 0.9, "agent:writer", "agent:coder");
    Prediction aside = prediction(0.8, 0.9, "agent:generalist", "agent:coder");

    assertThat(route(write, write, aside).getTarget()).isEqualTo("writer");
  }

  @Test
  void saysWhyTheClassifierIsSilent() {
    Route route = route(new Classifier.Silent("is still learning"), Samples.catalog());

    assertThat(route.getStage()).isEqualTo(RouteStage.FALLBACK);
    assertThat(route.getConfidence()).isNull();
    assertThat(route.getReason())
        .isEqualTo("No rule takes the request, and the classifier is still learning.");
  }

  @Test
  void refusesThresholdsOutOfBounds() {
    assertThatThrownBy(() -> new Thresholds(1.5, 0))
        .hasMessage("threshold: 1.5 (expected: 0 to 1)");
    assertThatThrownBy(() -> new Thresholds(0, Double.NaN))
        .hasMessage("margin: NaN (expected: 0 to 1)");
  }
}
