package dev.baton.cli.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.router.comparison.ComparedRequest;
import dev.baton.router.comparison.RouteComparison;
import dev.baton.router.comparison.Verdict;
import dev.baton.schemas.Answer;
import dev.baton.schemas.AnswerStatus;
import dev.baton.schemas.Route;
import dev.baton.schemas.RouteKind;
import dev.baton.schemas.RouteStage;
import dev.baton.schemas.Usage;
import dev.baton.serde.ContractClasses;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RouteFiguresTests {

  static {
    ContractClasses.trust();
  }

  private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

  private final RouteFigures figures = new RouteFigures();
  private final RouteComparison comparison = new RouteComparison(10);

  private void answered(String role, long costMicros, Duration took) {
    figures.add(
        Answer.newBuilder()
            .setRunId("run")
            .setTenant("default")
            .setStatus(AnswerStatus.COMPLETE)
            .setRoute(
                Route.newBuilder()
                    .setKind(RouteKind.AGENT)
                    .setTarget(role)
                    .setStage(RouteStage.RULE)
                    .setReason("")
                    .setRouterVersion("1")
                    .build())
            .setUsage(Usage.newBuilder().setCostMicros(costMicros).build())
            .setStartedAt(START)
            .setFinishedAt(START.plus(took))
            .build());
  }

  private void moved(String from, String to) {
    comparison.add(
        new ComparedRequest(
            "run",
            "goal",
            new Verdict(from, RouteStage.RULE, ""),
            new Verdict(to, RouteStage.RULE, "")));
  }

  @Test
  void everyChangedRequestCountsWithTheMeansOfItsRoutes() {
    answered("cheap", 100, Duration.ofSeconds(1));
    answered("cheap", 300, Duration.ofSeconds(3));
    answered("dear", 1_000, Duration.ofSeconds(10));
    moved("agent:cheap", "agent:dear");
    moved("agent:cheap", "agent:dear");
    moved("agent:dear", "refused:too-large");
    moved("agent:dear", "agent:new");
    moved("agent:cheap", "agent:cheap");

    assertThat(figures.difference(comparison))
        .isEqualTo(new RouteFigures.Difference(2 * 800 - 1_000, 2 * 8_000 - 10_000, 3, 1));
  }
}
