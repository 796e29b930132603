package dev.baton.router.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.router.comparison.RouteComparison.Move;
import dev.baton.schemas.Rejection;
import dev.baton.schemas.Route;
import dev.baton.schemas.RouteKind;
import dev.baton.schemas.RouteStage;
import dev.baton.serde.ContractClasses;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouteComparisonTests {

  static {
    ContractClasses.trust();
  }

  private final RouteComparison comparison = new RouteComparison(2);

  private void add(String before, RouteStage stage, String after, RouteStage stageAfter) {
    comparison.add(
        new ComparedRequest(
            "run",
            "goal",
            new Verdict(before, stage, "then"),
            new Verdict(after, stageAfter, "now")));
  }

  @Test
  void countsWhatStaysAndWhatMovesWhere() {
    add("agent:a", RouteStage.RULE, "agent:a", RouteStage.RULE);
    add("agent:a", RouteStage.RULE, "agent:a", RouteStage.CLASSIFIER);
    add("agent:a", RouteStage.RULE, "agent:b", RouteStage.RULE);
    add("agent:b", RouteStage.FALLBACK, "refused:unknown-hint", RouteStage.HINT);

    assertThat(comparison.total()).isEqualTo(4);
    assertThat(comparison.same()).isEqualTo(2);
    assertThat(comparison.sameByOtherStage()).isEqualTo(1);
    assertThat(comparison.agreement()).isEqualTo(0.5);
    assertThat(comparison.moves())
        .isEqualTo(
            Map.of(
                new Move("agent:a", "agent:a"), 2L,
                new Move("agent:a", "agent:b"), 1L,
                new Move("agent:b", "refused:unknown-hint"), 1L));
  }

  @Test
  void keepsTheFirstChangedRequestsOnly() {
    for (int i = 0; i < 1_000; i++) {
      add("agent:a", RouteStage.RULE, "agent:b", RouteStage.RULE);
    }

    assertThat(comparison.changed()).hasSize(2);
    assertThat(comparison.moves()).isEqualTo(Map.of(new Move("agent:a", "agent:b"), 1_000L));
  }

  @Test
  void agreesWhereNothingWasCompared() {
    assertThat(comparison.agreement()).isEqualTo(1);
  }

  @Test
  void aVerdictNamesItsTargetOrWhyItWasRefused() {
    Route.Builder route =
        Route.newBuilder().setStage(RouteStage.RULE).setReason("why").setRouterVersion("1");

    assertThat(Verdict.of(route.setKind(RouteKind.AGENT).setTarget("coder").build(), null).target())
        .isEqualTo("agent:coder");
    assertThat(
            Verdict.of(
                    route.setKind(RouteKind.NONE).setTarget("").build(),
                    new Rejection("too-large", "too large"))
                .target())
        .isEqualTo("refused:too-large");
  }
}
