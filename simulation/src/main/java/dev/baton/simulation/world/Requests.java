package dev.baton.simulation.world;

import dev.baton.core.id.RunId;
import dev.baton.core.id.RunIds;
import dev.baton.core.ledger.Period;
import dev.baton.core.ledger.TenantLimit;
import dev.baton.core.message.Budget;
import dev.baton.core.message.Leased;
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

  /** What the tenant's runs may spend together, in every sixth world. */
  static Optional<TenantLimit> limit(Chance chance) {
    if (chance.of(5, 6) > 0) {
      return Optional.empty();
    }
    return Optional.of(
        new TenantLimit(
            Optional.of(1_000L + chance.of(6, 150_000)),
            chance.of(7, 2) == 0
                ? Optional.of(10_000L + chance.of(8, 1_000_000))
                : Optional.empty(),
            Period.DAY));
  }

  /** The request with a number, from 0. */
  static RunEvent.Routed of(long seed, int request, Chance chance, Scripts scripts) {
    Scripts.Script script = scripts.of(seed);
    RunId run = RunIds.ofKey(TENANT, "seed " + seed + "/" + request);
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
        limit(chance).map(limit -> new Leased(true, limit.costMicros().isPresent())));
  }

  private static Request request(Chance chance) {
    Instant deadline = Agenda.START.plusSeconds(200L + chance.of(1, 600));
    Request plain = Request.of("goal").withDeadline(deadline);
    return chance.of(2, 3) == 0 ? plain.withBudget(tight(chance)) : plain;
  }

  /** So tight that some runs do not get through. */
  private static Budget tight(Chance chance) {
    return new Budget(
        Optional.of(1_000L + chance.of(3, 100_000)),
        chance.of(9, 3) == 0 ? Optional.of(5_000L + chance.of(10, 500_000)) : Optional.empty(),
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
