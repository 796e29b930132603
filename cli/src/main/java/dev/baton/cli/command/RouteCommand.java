package dev.baton.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.cli.client.Installation;
import dev.baton.cli.failure.ExitCodes;
import dev.baton.cli.output.Json;
import dev.baton.cli.output.Screen;
import dev.baton.cli.output.Shown;
import dev.baton.cli.routing.Catalogs;
import dev.baton.cli.routing.Decider;
import dev.baton.cli.stack.Session;
import dev.baton.cli.stack.Settings;
import dev.baton.cli.state.StackFile;
import dev.baton.router.catalog.Catalog;
import dev.baton.schemas.Request;
import dev.baton.schemas.Route;
import dev.baton.schemas.RouteKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Explains where a request would go. */
@Command(
    name = "route",
    description =
        "Explain where a request would go, without sending it: over the cards and workflows of the installation, or over the bundled ones where none runs.",
    footer = "Exit code: 1 if the request would be refused.")
final class RouteCommand implements Callable<Integer> {

  private static final int MAX_LINE = 1_000;

  @Mixin private GlobalOptions global = new GlobalOptions();

  @Parameters(paramLabel = "TEXT", description = "The goal of the request.")
  private String text = "";

  @Option(names = "--hint", paramLabel = "TARGET", description = "agent:ROLE or workflow:NAME.")
  private @Nullable String hint;

  @Mixin private PolicyOptions policy = new PolicyOptions();

  @Option(
      names = "--repeat",
      paramLabel = "N",
      description =
          "Decide N times more, each time with a number behind the text, and say how long it took.")
  private int repeat;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  private final Screen screen;

  RouteCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() {
    policy.check();
    Request request = Request.newBuilder().setGoal(text).setHint(hint).build();
    Catalog catalog = catalog(global.settings());
    try (Decider decider = policy.decider(catalog)) {
      Route route = decider.decide(request, Installation.TENANT, Instant.now()).route();
      if (json) {
        screen.print(Json.pretty(document(route)));
      } else {
        screen.print(lines(route));
      }
      if (repeat > 0) {
        screen.print("Took       " + latency(decider));
      }
      return route.getKind() == RouteKind.NONE ? ExitCodes.FAILED : ExitCodes.OK;
    }
  }

  /** Every text is another one, for vectors are remembered. */
  private String latency(Decider decider) {
    long[] nanos = new long[repeat];
    for (int i = 0; i < repeat; i++) {
      Request request = Request.newBuilder().setGoal(text + " " + i).setHint(hint).build();
      long start = System.nanoTime();
      decider.decide(request, Installation.TENANT, Instant.now());
      nanos[i] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    return String.format(
        Locale.ROOT,
        "p50 %.2f ms, p99 %.2f ms over %d decisions",
        nanos[repeat / 2] / 1e6,
        nanos[(int) (repeat * 0.99)] / 1e6,
        repeat);
  }

  private Catalog catalog(Settings settings) {
    Optional<Installation> running =
        settings
            .given()
            .or(() -> new StackFile(settings.state()).readRunning().map(Session::installation));
    if (running.isEmpty()) {
      screen.note("no installation runs: the bundled cards and workflows are used");
    }
    return running.map(Catalogs::published).orElseGet(() -> Catalogs.bundled(settings.names()));
  }

  private static List<String> lines(Route route) {
    List<String> lines = new ArrayList<>();
    lines.add("Target     " + target(route));
    lines.add("Stage      " + route.getStage().name().toLowerCase(Locale.ROOT));
    if (route.getRule() != null) {
      lines.add("Rule       " + route.getRule());
    }
    if (route.getConfidence() != null) {
      lines.add("Confidence " + String.format(Locale.ROOT, "%.2f", route.getConfidence()));
    }
    if (route.getRunnerUp() != null) {
      lines.add("Runner-up  " + route.getRunnerUp());
    }
    lines.add("Reason     " + Shown.line(route.getReason(), MAX_LINE));
    lines.add("Router     " + route.getRouterVersion());
    return lines;
  }

  private static ObjectNode document(Route route) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    ArrayNode scores = document.putArray("scores");
    route
        .getScores()
        .forEach(score ->
            scores
                .addObject()
                .put("target", score.getTarget())
                .put("probability", score.getProbability()));
    ArrayNode intents = document.putArray("intents");
    route.getIntents().forEach(intents::add);
    return document
        .put("scope", route.getScope())
        .put("threshold", route.getThreshold())
        .put("margin", route.getMargin())
        .put("leastMargin", route.getLeastMargin())
        .put("classifierVersion", route.getClassifierVersion())
        .put("target", target(route))
        .put("stage", route.getStage().name())
        .put("rule", route.getRule())
        .put("confidence", route.getConfidence())
        .put("runnerUp", route.getRunnerUp())
        .put("reason", route.getReason())
        .put("routerVersion", route.getRouterVersion());
  }

  private static String target(Route route) {
    return route.getKind() == RouteKind.NONE
        ? "none"
        : route.getKind().name().toLowerCase(Locale.ROOT) + ":" + route.getTarget();
  }
}
