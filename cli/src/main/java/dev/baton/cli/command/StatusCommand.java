package dev.baton.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.cli.client.Health;
import dev.baton.cli.failure.ExitCodes;
import dev.baton.cli.output.Json;
import dev.baton.cli.output.Screen;
import dev.baton.cli.output.Shown;
import dev.baton.cli.output.TextTable;
import dev.baton.cli.stack.Memory;
import dev.baton.cli.stack.Session;
import dev.baton.cli.stack.Settings;
import dev.baton.cli.state.RunningStack;
import dev.baton.cli.state.StackFile;
import dev.baton.cli.state.StackProcess;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what runs and how it is. */
@Command(
    name = "status",
    description = "Say what runs: processes, addresses, memory, health of each service.",
    footer = "Exit code: 0 if everything is healthy, 1 if something is not or nothing runs.")
final class StatusCommand implements Callable<Integer> {

  @Mixin private GlobalOptions global = new GlobalOptions();

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  private final Screen screen;

  StatusCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = global.settings();
    Optional<RunningStack> stack = new StackFile(settings.state()).read();
    if (settings.given().isEmpty() && stack.flatMap(one -> one.services().handle()).isEmpty()) {
      return nothingRuns(settings, stack);
    }
    Optional<RunningStack> local = settings.given().isPresent() ? Optional.empty() : stack;
    try (Session session = Session.open(settings, screen)) {
      List<Health.Part> parts = new Health(session.installation()).check();
      if (json) {
        screen.print(Json.pretty(document(settings, local, parts)));
      } else {
        local.ifPresent(one -> printProcesses(settings, one));
        printHealth(parts);
      }
      boolean healthy =
          parts.stream().allMatch(Health.Part::healthy)
              && local.flatMap(RunningStack::missing).isEmpty();
      return healthy ? ExitCodes.OK : ExitCodes.FAILED;
    }
  }

  private int nothingRuns(Settings settings, Optional<RunningStack> stale) {
    if (json) {
      screen.print(Json.pretty(JsonNodeFactory.instance.objectNode().put("running", false)));
    } else {
      screen.print(
          "No local stack runs in "
              + settings.state().root()
              + (stale.isPresent() ? " (one ended without being stopped)" : "")
              + ". Start one: baton up");
    }
    return ExitCodes.FAILED;
  }

  private void printProcesses(Settings settings, RunningStack stack) {
    TextTable table = new TextTable("process", "pid", "state", "memory", "cpu time");
    long total = 0;
    for (StackProcess process : stack.processes()) {
      Optional<ProcessHandle> handle = process.handle();
      OptionalLong memory =
          handle.isPresent() ? Memory.resident(process.pid()) : OptionalLong.empty();
      total += memory.orElse(0);
      table.row(
          process.name(),
          Long.toString(process.pid()),
          handle.isPresent() ? "running" : "gone",
          memory.isPresent() ? Shown.mib(memory.getAsLong()) : "-",
          handle.flatMap(one -> one.info().totalCpuDuration()).map(Shown::duration).orElse("-"));
    }
    screen.print(table.lines());
    screen.print(
        List.of(
            "",
            "memory together  " + Shown.mib(total),
            "broker           " + stack.bootstrapServers(),
            "schema registry  " + stack.registryUrl(),
            "ready since      " + Shown.time(stack.readyAt()),
            "state folder     " + settings.state().root(),
            "log              " + settings.state().logFile(),
            ""));
    stack
        .missing()
        .ifPresent(gone ->
            screen.note(
                gone.name() + ": process " + gone.pid() + " is gone (to start anew: baton up)"));
  }

  private void printHealth(List<Health.Part> parts) {
    TextTable table = new TextTable("part", "health", "detail");
    for (Health.Part part : parts) {
      table.row(part.part(), part.healthy() ? "up" : "DOWN", part.detail());
    }
    screen.print(table.lines());
  }

  private static ObjectNode document(
      Settings settings, Optional<RunningStack> stack, List<Health.Part> parts) {
    ObjectNode document = JsonNodeFactory.instance.objectNode().put("running", true);
    document.put("stateFolder", settings.state().root().toString());
    stack.ifPresent(one -> addStack(document, one));
    ArrayNode health = document.putArray("health");
    for (Health.Part part : parts) {
      health
          .addObject()
          .put("part", part.part())
          .put("healthy", part.healthy())
          .put("detail", part.detail());
    }
    return document;
  }

  private static void addStack(ObjectNode document, RunningStack stack) {
    document.put("bootstrapServers", stack.bootstrapServers());
    document.put("registryUrl", stack.registryUrl());
    document.put("prefix", stack.prefix());
    document.put("readyAt", stack.readyAt().toString());
    ArrayNode processes = document.putArray("processes");
    for (StackProcess process : stack.processes()) {
      processes
          .addObject()
          .put("name", process.name())
          .put("pid", process.pid())
          .put("running", process.handle().isPresent())
          .put("residentBytes", Memory.resident(process.pid()).orElse(0))
          .put(
              "cpuMillis",
              process
                  .handle()
                  .flatMap(handle -> handle.info().totalCpuDuration())
                  .map(Duration::toMillis)
                  .orElse(0L));
    }
  }
}
