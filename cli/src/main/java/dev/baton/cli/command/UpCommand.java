package dev.baton.cli.command;

import dev.baton.cli.failure.CommandFailure;
import dev.baton.cli.failure.ExitCodes;
import dev.baton.cli.output.Screen;
import dev.baton.cli.output.Shown;
import dev.baton.cli.stack.DetachedStack;
import dev.baton.cli.stack.ForegroundStack;
import dev.baton.cli.stack.Settings;
import dev.baton.cli.state.AtomicFiles;
import dev.baton.cli.state.DocumentFolders;
import dev.baton.cli.state.RunningStack;
import dev.baton.cli.state.StackFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts the local stack and leaves it running. */
@Command(
    name = "up",
    description = "Start the local stack: a broker, a schema registry and all services.")
final class UpCommand implements Callable<Integer> {

  @Mixin private GlobalOptions global = new GlobalOptions();

  @Option(
      names = "--docs",
      paramLabel = "DIR",
      arity = "1..*",
      description = "Folders of documents; the first one serves questions that name none.")
  private List<Path> docs = List.of();

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "How long to wait until it is ready (default: ${DEFAULT-VALUE}).")
  private int timeoutSeconds = 90;

  @Option(
      names = "--priorities",
      description =
          "Give tasks of HIGH and LOW topics and slots of their own, from now on in this state folder.")
  private boolean priorities;

  @Option(names = "--foreground", description = "Run it in this process until it is stopped.")
  private boolean foreground;

  private final Screen screen;

  UpCommand(Screen screen) {
    this.screen = screen;
  }

  boolean inForeground() {
    return foreground;
  }

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = global.settings();
    if (settings.given().isPresent()) {
      throw CommandFailure.usage(
          "--bootstrap-server: up starts a broker of its own (expected: no other installation)");
    }
    List<Path> folders = docs.stream().map(DocumentFolders::checked).toList();
    settings.state().prepared();
    open(folders, settings);
    Optional<RunningStack> running = new StackFile(settings.state()).readRunning();
    if (priorities && !Files.exists(settings.state().priorities())) {
      introduce(settings, running.isPresent());
    }
    if (running.isPresent()) {
      screen.print(ready("The local stack already runs", running.get()));
      return ExitCodes.OK;
    }
    if (foreground) {
      new ForegroundStack(settings, screen).run();
      return ExitCodes.OK;
    }
    Instant before = Instant.now();
    RunningStack stack = new DetachedStack(settings).start(Duration.ofSeconds(timeoutSeconds));
    Duration took = Duration.between(before, Instant.now());
    screen.print(ready("The local stack is ready after " + Shown.duration(took), stack));
    return ExitCodes.OK;
  }

  /** The topics come with the next start, and with them workers that read them. */
  private static void introduce(Settings settings, boolean running) {
    if (running) {
      throw CommandFailure.usage(
          "--priorities: the local stack runs without (expected: baton down first)");
    }
    try {
      AtomicFiles.write(settings.state().priorities(), "");
    } catch (IOException e) {
      throw CommandFailure.failed("cannot write " + settings.state().priorities(), e);
    }
  }

  private static void open(List<Path> folders, Settings settings) {
    DocumentFolders documents = new DocumentFolders(settings.state());
    if (!folders.isEmpty()) {
      documents.registerDefault(folders.getFirst());
    }
    folders.forEach(documents::register);
  }

  private static List<String> ready(String what, RunningStack stack) {
    List<String> lines = new ArrayList<>();
    lines.add(what + ".");
    lines.add("broker           " + stack.bootstrapServers());
    lines.add("schema registry  " + stack.registryUrl());
    lines.add("Next: baton ask \"…\"   baton status   baton down");
    return lines;
  }
}
