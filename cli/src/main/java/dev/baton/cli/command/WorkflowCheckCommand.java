package dev.baton.cli.command;

import dev.baton.cli.agent.AddedAgents;
import dev.baton.cli.client.Installation;
import dev.baton.cli.definition.DefinitionFile;
import dev.baton.cli.definition.KnownNames;
import dev.baton.cli.failure.CommandFailure;
import dev.baton.cli.failure.ExitCodes;
import dev.baton.cli.output.Screen;
import dev.baton.cli.stack.Session;
import dev.baton.cli.stack.Settings;
import dev.baton.cli.state.StackFile;
import dev.baton.core.workflow.Catalog;
import dev.baton.core.workflow.Reading;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says everything that is wrong with definitions. */
@Command(
    name = "check",
    description =
        "Check definitions against what is published, or without a running stack against the cards that come with Baton.",
    footer = "Exit code: 1 if one of them cannot be used.")
final class WorkflowCheckCommand implements Callable<Integer> {

  @Mixin private GlobalOptions global = new GlobalOptions();

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Workflows in YAML.")
  private List<Path> files = List.of();

  @Option(
      names = "--cards",
      paramLabel = "DIR",
      description = "Further cards, for agents that are not published yet.")
  private @Nullable Path cards;

  private final Screen screen;

  WorkflowCheckCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() {
    List<DefinitionFile> definitions = new ArrayList<>();
    for (Path file : files) {
      read(file).ifPresent(definitions::add);
    }
    Catalog catalog = catalog(definitions);
    boolean good = definitions.size() == files.size();
    for (DefinitionFile definition : definitions) {
      good &= check(definition, definition.reading(catalog));
    }
    return good ? ExitCodes.OK : ExitCodes.FAILED;
  }

  /** A file that cannot be read keeps no other from being checked. */
  private Optional<DefinitionFile> read(Path file) {
    try {
      return Optional.of(DefinitionFile.read(file));
    } catch (CommandFailure e) {
      screen.note(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private boolean check(DefinitionFile definition, Reading reading) {
    definition.lines(reading).forEach(screen.err()::println);
    screen.err().flush();
    reading
        .workflow()
        .ifPresent(workflow ->
            screen.print(
                "%s: %s, %d steps, roles %s"
                    .formatted(
                        definition.file(),
                        workflow.reference(),
                        workflow.steps().size(),
                        workflow.roles())));
    return reading.workflow().isPresent();
  }

  private Catalog catalog(List<DefinitionFile> definitions) {
    Settings settings = global.settings();
    KnownNames known = new KnownNames().withBundled().withFiles(definitions);
    if (cards != null) {
      known.withFolder(cards);
    }
    Optional<Installation> installation = installation(settings);
    if (installation.isPresent()) {
      known.withPublished(installation.get());
    } else {
      known.withAdded(new AddedAgents(settings.state().agents()));
      screen.note(
          "no stack runs: checked against the cards that come with Baton%s; workflows that steps name are not looked up"
              .formatted(cards == null ? "" : " and those in " + cards));
    }
    return known.catalog();
  }

  private static Optional<Installation> installation(Settings settings) {
    return settings
        .given()
        .or(() -> new StackFile(settings.state()).readRunning().map(Session::installation));
  }
}
