package dev.baton.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.cli.client.Installation;
import dev.baton.cli.client.RequestHistory;
import dev.baton.cli.failure.ExitCodes;
import dev.baton.cli.output.Json;
import dev.baton.cli.output.Screen;
import dev.baton.cli.routing.Catalogs;
import dev.baton.cli.routing.ComparisonReport;
import dev.baton.cli.routing.CountedModel;
import dev.baton.cli.routing.Decider;
import dev.baton.cli.routing.RouteFigures;
import dev.baton.cli.routing.RoutingReplay;
import dev.baton.cli.stack.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Routes past requests again and prints what would change. */
@Command(
    name = "replay",
    description =
        "Route the requests of the last days again, over the cards and workflows published now, and print what would change. Writes nothing.",
    footer = "Exit code: 0 if every request would go where it went, 1 if one would not.")
final class RouterReplayCommand implements Callable<Integer> {

  private static final double MICROS = 1e6;

  @Mixin private GlobalOptions global = new GlobalOptions();

  @Mixin private PolicyOptions policy = new PolicyOptions();

  @Mixin private HistoryOptions history = new HistoryOptions();

  private final Screen screen;

  RouterReplayCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() throws InterruptedException {
    Instant from = history.from();
    policy.check();
    try (Session session = Session.open(global.settings(), screen)) {
      RoutingReplay.Outcome outcome = replay(session.installation(), from);
      if (history.json()) {
        ObjectNode document = document(outcome, from);
        policy.counted().ifPresent(model -> describe(model, document));
        screen.print(Json.pretty(document));
      } else {
        screen.print(lines(outcome, from));
        policy
            .counted()
            .ifPresent(model ->
                screen.print(
                    List.of("Model      %s %s".formatted(model.name(), model.spent().inWords()))));
      }
      return outcome.comparison().same() == outcome.comparison().total()
          ? ExitCodes.OK
          : ExitCodes.FAILED;
    }
  }

  private RoutingReplay.Outcome replay(Installation installation, Instant from) {
    try (Decider decider = policy.decider(Catalogs.published(installation));
        RequestHistory past = new RequestHistory(installation, from)) {
      return new RoutingReplay(past, decider, history.limit(), history.show())
          .run(installation.names().runs());
    }
  }

  private static List<String> lines(RoutingReplay.Outcome outcome, Instant from) {
    List<String> lines = new ArrayList<>();
    lines.add("Since      " + from);
    lines.add("Router     " + outcome.routerVersion());
    lines.addAll(new ComparisonReport(outcome.comparison()).lines());
    if (outcome.undecided() > 0) {
      lines.add(
          "Left out   %d requests without a decision on record, or beyond --limit"
              .formatted(outcome.undecided()));
    }
    if (outcome.momentary() > 0) {
      lines.add(
          "Left out   %d requests that the door refused for the load of that moment"
              .formatted(outcome.momentary()));
    }
    if (outcome.comparison().same() < outcome.comparison().total()) {
      lines.add("Estimate   " + estimate(outcome.difference()));
    }
    return lines;
  }

  private static void describe(CountedModel model, ObjectNode document) {
    CountedModel.Spent spent = model.spent();
    document
        .putObject("model")
        .put("name", model.name())
        .put("asked", spent.asked())
        .put("failed", spent.failed())
        .put("refused", spent.refused())
        .put("tokens", spent.tokens())
        .put("costMicros", spent.micros())
        .put("millis", Duration.ofNanos(spent.nanos()).toMillis());
  }

  private static String estimate(RouteFigures.Difference difference) {
    if (difference.requests() == 0) {
      return "not known, for the other routes have no answers in this time";
    }
    String known =
        String.format(
            Locale.ROOT,
            "cost %+.6f, time %+.1f s over %d changed requests, by the mean of each route's answers",
            difference.costMicros() / MICROS,
            difference.millis() / Duration.ofSeconds(1).toMillis(),
            difference.requests());
    return difference.unknown() == 0
        ? known
        : known
            + "; not known for %d, whose routes have no answers yet"
                .formatted(difference.unknown());
  }

  private static ObjectNode document(RoutingReplay.Outcome outcome, Instant from) {
    ObjectNode document = new ComparisonReport(outcome.comparison()).json();
    document
        .put("since", from.toString())
        .put("routerVersion", outcome.routerVersion())
        .put("undecided", outcome.undecided())
        .put("refusedForTheMoment", outcome.momentary());
    document
        .putObject("estimate")
        .put("costMicros", outcome.difference().costMicros())
        .put("millis", outcome.difference().millis())
        .put("requests", outcome.difference().requests())
        .put("unknown", outcome.difference().unknown());
    return document;
  }
}
