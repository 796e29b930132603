package dev.baton.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.cli.client.Installation;
import dev.baton.cli.client.RequestHistory;
import dev.baton.cli.failure.ExitCodes;
import dev.baton.cli.output.Json;
import dev.baton.cli.output.Screen;
import dev.baton.cli.routing.ComparisonReport;
import dev.baton.cli.stack.Session;
import dev.baton.router.comparison.DecisionJoin;
import dev.baton.router.comparison.RouteComparison;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Compares what a shadow router decided with what the router in charge decided. */
@Command(
    name = "shadow",
    description =
        "Compare the decisions of a shadow router (baton.router.shadow=true) with those of the router in charge. Writes nothing.",
    footer = "Exit code: 0 if both agree on every request, 1 if not.")
final class RouterShadowCommand implements Callable<Integer> {

  @Mixin private GlobalOptions global = new GlobalOptions();

  @Mixin private HistoryOptions history = new HistoryOptions();

  private final Screen screen;

  RouterShadowCommand(Screen screen) {
    this.screen = screen;
  }

  /** Both sides joined. */
  private record Joined(RouteComparison comparison, long unmatched) {}

  @Override
  public Integer call() throws InterruptedException {
    Instant from = history.from();
    try (Session session = Session.open(global.settings(), screen)) {
      Joined joined = join(session.installation(), from);
      if (joined.comparison().total() == 0) {
        screen.note(
            "no request since %s was decided by both (expected: a router with baton.router.shadow=true beside the one in charge)"
                .formatted(from));
      }
      screen.print(
          history.json() ? List.of(Json.pretty(document(joined, from))) : lines(joined, from));
      return joined.comparison().same() == joined.comparison().total()
          ? ExitCodes.OK
          : ExitCodes.FAILED;
    }
  }

  private Joined join(Installation installation, Instant from) {
    RouteComparison comparison = new RouteComparison(history.show());
    DecisionJoin join = new DecisionJoin(history.limit(), comparison::add);
    try (RequestHistory past = new RequestHistory(installation, from)) {
      past.decisions(installation.names().runs(), join::before);
      past.decisions(installation.names().routerShadow(), join::after);
    }
    return new Joined(comparison, join.unmatched() + join.waiting());
  }

  private static List<String> lines(Joined joined, Instant from) {
    List<String> lines = new ArrayList<>();
    lines.add("Since      " + from);
    lines.addAll(new ComparisonReport(joined.comparison()).lines());
    if (joined.unmatched() > 0) {
      lines.add("Left out   %d decisions of one side alone".formatted(joined.unmatched()));
    }
    return lines;
  }

  private static ObjectNode document(Joined joined, Instant from) {
    return new ComparisonReport(joined.comparison())
        .json()
        .put("since", from.toString())
        .put("unmatched", joined.unmatched());
  }
}
