package dev.baton.router.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.router.Samples;
import dev.baton.schemas.ParentLink;
import dev.baton.schemas.Route;
import dev.baton.schemas.RouteKind;
import dev.baton.schemas.RouteStage;
import dev.baton.schemas.Routed;
import dev.baton.schemas.RunEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DecisionJoinTests {

  private final List<ComparedRequest> compared = new ArrayList<>();
  private final DecisionJoin join = new DecisionJoin(3, compared::add);

  private static RunEvent routed(int request, String role) {
    return routed(request, role, null);
  }

  private static RunEvent routed(int request, String role, @Nullable ParentLink parent) {
    return RunEvent.newBuilder()
        .setRunId("run-" + request)
        .setTenant("default")
        .setAt(Instant.EPOCH)
        .setBody(
            Routed.newBuilder()
                .setRequest(Samples.request("goal " + request).build())
                .setRequestDigest("")
                .setOrigin("requests-0@" + request)
                .setRoute(
                    Route.newBuilder()
                        .setKind(RouteKind.AGENT)
                        .setTarget(role)
                        .setStage(RouteStage.RULE)
                        .setReason("")
                        .setRouterVersion("1")
                        .build())
                .setParent(parent)
                .build())
        .build();
  }

  @Test
  void bringsBothSidesTogetherInEitherOrder() {
    join.before(routed(1, "coder"));
    join.after(routed(2, "writer"));
    join.after(routed(1, "coder"));
    join.before(routed(2, "coder"));

    assertThat(compared).extracting(ComparedRequest::runId).containsExactly("run-1", "run-2");
    assertThat(compared).extracting(ComparedRequest::isChanged).containsExactly(false, true);
    assertThat(compared.get(1).before().target()).isEqualTo("agent:coder");
    assertThat(compared.get(1).after().target()).isEqualTo("agent:writer");
    assertThat(join.waiting()).isZero();
  }

  @Test
  void aDecisionThatIsWrittenTwiceIsComparedOnce() {
    join.before(routed(1, "coder"));
    join.before(routed(1, "coder"));
    join.after(routed(1, "coder"));

    assertThat(compared).hasSize(1);
  }

  @Test
  void givesUpTheOldestThatNobodyAnswers() {
    for (int i = 0; i < 10; i++) {
      join.before(routed(i, "coder"));
    }
    join.after(routed(0, "coder"));
    join.after(routed(9, "coder"));

    assertThat(compared).extracting(ComparedRequest::runId).containsExactly("run-9");
    assertThat(join.unmatched()).isEqualTo(8);
    assertThat(join.waiting()).isEqualTo(2);
  }

  @Test
  void childRunsAreNobodysRequests() {
    join.before(routed(1, "coder", new ParentLink("parent", "task", 1, 2)));
    join.after(routed(1, "coder"));

    assertThat(compared).isEmpty();
  }

  @Test
  void everyInterleavingGivesTheSameComparison() {
    for (long seed = 1; seed <= 200; seed++) {
      Random random = new Random(seed);
      RouteComparison comparison = new RouteComparison(0);
      DecisionJoin shuffled = new DecisionJoin(100, comparison::add);
      int before = 0;
      int after = 0;
      while (before < 50 || after < 50) {
        if (before < 50 && (after == 50 || random.nextBoolean())) {
          shuffled.before(routed(before, before++ % 2 == 0 ? "coder" : "writer"));
        } else {
          shuffled.after(routed(after++, "coder"));
        }
      }
      assertThat(comparison.total()).as("seed %d", seed).isEqualTo(50);
      assertThat(comparison.same()).as("seed %d", seed).isEqualTo(25);
    }
  }
}
