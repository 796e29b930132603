package dev.baton.router.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.router.Samples;
import dev.baton.router.decision.Decision;
import dev.baton.schemas.Budget;
import dev.baton.schemas.Priority;
import dev.baton.schemas.Rejection;
import dev.baton.schemas.Request;
import dev.baton.schemas.Route;
import dev.baton.schemas.RouteKind;
import dev.baton.schemas.RouteStage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DoorTests {

  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  /** A task of the coder waits a hundred seconds, less if it is urgent; the writer's does not. */
  private final Door door =
      new Door(
          new TenantRates(TenantRates.Limit.NONE, Map.of()),
          (role, priority) ->
              switch (role) {
                case "coder" ->
                    Optional.of(Duration.ofSeconds(priority == Priority.HIGH ? 1 : 100));
                case "writer" -> Optional.of(Duration.ZERO);
                default -> Optional.empty();
              });

  private static Decision.Accepted to(String... firstRoles) {
    Route route =
        Route.newBuilder()
            .setKind(RouteKind.WORKFLOW)
            .setTarget("answer")
            .setStage(RouteStage.RULE)
            .setReason("")
            .setRouterVersion("1")
            .build();
    return new Decision.Accepted(
        route, Samples.workflow("answer", 1, "coder"), List.of(), List.of(), Set.of(firstRoles));
  }

  private static Request request(@Nullable Duration deadline, @Nullable Duration budget) {
    Request.Builder request = Samples.request("do it");
    if (deadline != null) {
      request.setDeadline(NOW.plus(deadline));
    }
    if (budget != null) {
      request.setBudget(Budget.newBuilder().setMaxWallClockMillis(budget.toMillis()).build());
    }
    return request.build();
  }

  private Optional<Rejection> refused(Request request, String... firstRoles) {
    return door.afterRouting(request, to(firstRoles), NOW);
  }

  @Test
  void refusesWhatWouldBeginLongAfterNobodyWaits() {
    assertThat(refused(request(Duration.ofSeconds(30), null), "coder"))
        .contains(
            new Rejection(
                "queue-too-long",
                "queue: a task of agent:coder begins in about 100 s (expected: within the 30 s that the request has left)"));
    assertThat(refused(request(null, Duration.ofSeconds(30)), "coder")).isPresent();
    assertThat(refused(request(Duration.ofHours(1), Duration.ofSeconds(30)), "coder")).isPresent();
    assertThat(refused(request(Duration.ofSeconds(30), Duration.ofHours(1)), "coder")).isPresent();
  }

  @Test
  void letsThroughWhatMayBeginInTime() {
    assertThat(refused(request(Duration.ofSeconds(60), null), "coder"))
        .as("an estimate may be wrong by a factor of two")
        .isEmpty();
    assertThat(refused(request(Duration.ofSeconds(1), null), "writer")).isEmpty();
    assertThat(refused(request(Duration.ofSeconds(1), null), "unknown")).isEmpty();
    assertThat(refused(request(null, null), "coder")).isEmpty();
  }

  @Test
  void everyFirstRoleMustBeginInTime() {
    assertThat(refused(request(Duration.ofSeconds(1), null), "writer", "coder")).isPresent();
  }

  @Test
  void theQueueOfTheRequestsOwnClassCounts() {
    Request urgent =
        Request.newBuilder(request(Duration.ofSeconds(30), null))
            .setPriority(Priority.HIGH)
            .build();

    assertThat(refused(urgent, "coder")).isEmpty();
  }

  @Test
  void tellsTheMomentsLoadFromFaultsOfTheRequest() {
    assertThat(Door.isMomentary("queue-too-long")).isTrue();
    assertThat(Door.isMomentary("rate-limited")).isTrue();
    assertThat(Door.isMomentary("too-large")).isFalse();
  }
}
