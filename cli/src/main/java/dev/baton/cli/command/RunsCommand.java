package dev.baton.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.cli.client.RunHistory;
import dev.baton.cli.client.RunSummary;
import dev.baton.cli.failure.CommandFailure;
import dev.baton.cli.failure.ExitCodes;
import dev.baton.cli.output.Json;
import dev.baton.cli.output.Screen;
import dev.baton.cli.output.Shown;
import dev.baton.cli.output.TextTable;
import dev.baton.cli.stack.Session;
import dev.baton.schemas.Answer;
import dev.baton.schemas.Route;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the runs. */
@Command(name = "runs", description = "List the runs, latest first.")
final class RunsCommand implements Callable<Integer> {

  private static final int GOAL_CHARS = 60;

  @Mixin private GlobalOptions global = new GlobalOptions();

  @Option(names = "--limit", description = "How many at most (default: ${DEFAULT-VALUE}).")
  private int limit = 20;

  @Option(names = "--json", description = "Print one JSON line for each run.")
  private boolean json;

  private final Screen screen;

  RunsCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (limit < 1) {
      throw CommandFailure.usage("--limit: " + limit + " (expected: >= 1)");
    }
    try (Session session = Session.open(global.settings(), screen)) {
      List<RunSummary> runs =
          RunHistory.read(session.installation()).runs().stream().limit(limit).toList();
      if (json) {
        runs.forEach(run -> screen.print(Json.compact(document(run))));
      } else if (runs.isEmpty()) {
        screen.print("No runs yet. Ask something: baton ask \"…\" --docs DIR");
      } else {
        screen.print(table(runs).lines());
      }
      return ExitCodes.OK;
    }
  }

  private static TextTable table(List<RunSummary> runs) {
    TextTable table = new TextTable("run", "started", "status", "took", "route", "goal");
    for (RunSummary run : runs) {
      table.row(
          run.runId(),
          Shown.time(run.startedAt()),
          status(run),
          run.answer().map(RunsCommand::took).map(Shown::duration).orElse("-"),
          run.route().map(RunsCommand::route).orElse("-"),
          Shown.line(run.goal(), GOAL_CHARS));
    }
    return table;
  }

  private static ObjectNode document(RunSummary run) {
    ObjectNode document =
        JsonNodeFactory.instance
            .objectNode()
            .put("runId", run.runId())
            .put("startedAt", run.startedAt().toString())
            .put("status", status(run).toUpperCase(Locale.ROOT))
            .put("route", run.route().map(RunsCommand::route).orElse(null))
            .put("goal", run.goal());
    run.answer().ifPresent(answer -> document.put("durationMillis", took(answer).toMillis()));
    return document;
  }

  private static String status(RunSummary run) {
    return run.answer()
        .map(answer -> answer.getStatus().name().toLowerCase(Locale.ROOT))
        .orElse("running");
  }

  private static Duration took(Answer answer) {
    return Duration.between(answer.getStartedAt(), answer.getFinishedAt());
  }

  private static String route(Route route) {
    String kind = route.getKind().name().toLowerCase(Locale.ROOT);
    return route.getTarget().isEmpty() ? kind : kind + ":" + route.getTarget();
  }
}
