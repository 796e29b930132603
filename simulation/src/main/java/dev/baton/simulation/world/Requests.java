package dev.baton.simulation.world;

import dev.baton.core.id.RunId;
import dev.baton.core.id.RunIds;
import dev.baton.core.message.Budget;
import dev.baton.core.message.Request;
import dev.baton.core.message.Route;
import dev.baton.core.message.RouteKind;
import dev.baton.core.message.RouteStage;
import dev.baton.core.run.RunEvent;
import dev.baton.simulation.chance.Chance;
import dev.baton.simulation.time.Agenda;
import java.time.Instant;
import java.util.Optional;

/** The request of a world: a random small workflow with the cards of everybody in it. */
final class Requests {
  static final String TENANT = "acme";

  private static final Route ROUTE =
      Route.plain(RouteKind.WORKFLOW, "random", RouteStage.RULE, "chance", "router-1");

  private Requests() {}

  static RunEvent.Routed of(long seed, Chance chance, Scripts scripts) {
    Scripts.Script script = scripts.of(seed);
    RunId run = RunIds.ofKey(TENANT, "seed " + seed);
    return new RunEvent.Routed(
        run,
        TENANT,
        Agenda.START,
        Agenda.START,
        request(chance),
        "digest",
        "requests-0@1",
        ROUTE,
        Optional.empty(),
        Optional.of(script.workflow()),
        script.cards(),
        script.nested(),
        Optional.empty(),
        Optional.empty());
  }

  private static Request request(Chance chance) {
    Instant deadline = Agenda.START.plusSeconds(200L + chance.of(1, 600));
    Request plain = Request.of("goal").withDeadline(deadline);
    return chance.of(2, 3) == 0 ? plain.withBudget(tight(chance)) : plain;
  }

  /** So tight that some runs do not get through. */
  private static Budget tight(Chance chance) {
    return new Budget(
        Optional.of(20_000L + chance.of(3, 400_000)),
        Optional.empty(),
        Optional.empty(),
        Optional.of(3 + chance.of(4, 30)));
  }

  /** The same key with something else to do. */
  static RunEvent.Routed another(RunEvent.Routed routed) {
    return new RunEvent.Routed(
        routed.runId(),
        routed.tenant(),
        routed.madeAt(),
        routed.at(),
        routed.request(),
        "another digest",
        "requests-0@2",
        routed.route(),
        routed.rejection(),
        routed.workflow(),
        routed.cards(),
        routed.nested(),
        routed.parent(),
        routed.leased());
  }
}
