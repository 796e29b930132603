package dev.baton.cli.command;

import dev.baton.cli.agent.AddedAgents;
import dev.baton.cli.agent.AgentPublisher;
import dev.baton.cli.client.CompactedTopics;
import dev.baton.cli.cluster.ClusterChange;
import dev.baton.cli.failure.CommandFailure;
import dev.baton.cli.failure.ExitCodes;
import dev.baton.cli.output.Screen;
import dev.baton.cli.output.Shown;
import dev.baton.cli.output.TextTable;
import dev.baton.cli.stack.Session;
import dev.baton.cli.stack.Settings;
import dev.baton.cli.state.StackFile;
import dev.baton.schemas.AgentCard;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands about the agents of an installation. */
@Command(name = "agent", description = "Add and list the agents of an installation.")
final class AgentCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    throw CommandFailure.usage("agent: no sub-command (expected: add, list or new)");
  }

  /** Publishes a card. */
  @Command(
      name = "add",
      description =
          "Publish an agent card with its topics; in the local stack a generic worker takes the role's work.")
  static final class Add implements Callable<Integer> {

    @Mixin private GlobalOptions global = new GlobalOptions();

    @Parameters(index = "0", paramLabel = "CARD", description = "The card, a YAML file.")
    private Path file = Path.of("");

    @Option(
        names = "--publish-only",
        description = "A worker of your own takes the role's work: start no generic one.")
    private boolean publishOnly;

    private final Screen screen;

    Add(Screen screen) {
      this.screen = screen;
    }

    @Override
    public Integer call() throws InterruptedException {
      Settings settings = global.settings();
      boolean local = settings.given().isEmpty();
      AgentCard card = AddedAgents.read(file, !publishOnly);
      boolean running = local && new StackFile(settings.state()).readRunning().isPresent();
      List<ClusterChange> changes;
      try (Session session = Session.open(settings, screen)) {
        changes = new AgentPublisher(session.installation()).publish(card);
      }
      changes.forEach(change ->
          screen.print(change.kind().name().toLowerCase(Locale.ROOT) + "  " + change.what()));
      if (changes.isEmpty()) {
        screen.print("nothing to change");
      }
      if (local && !publishOnly) {
        new AddedAgents(settings.state().agents()).keep(card, file);
      }
      screen.print(next(card.getRole(), local, running));
      boolean differs =
          changes.stream().anyMatch(change -> change.kind() == ClusterChange.Kind.DIFFERS);
      return differs ? ExitCodes.FAILED : ExitCodes.OK;
    }

    private String next(String role, boolean local, boolean running) {
      if (publishOnly) {
        return "Next: start the workers of " + role + ".";
      }
      if (!local) {
        return "Next: start generic workers: java -jar worker-generalist.jar --baton.worker.role=%s --baton.worker.card=%s …"
            .formatted(role, file);
      }
      return running
          ? "Next: baton down, baton up; its worker starts with the stack."
          : "Next: baton ask \"…\" --agent " + role;
    }
  }

  /** Lists the published cards. */
  @Command(name = "list", description = "List the agents whose cards are published.")
  static final class Listing implements Callable<Integer> {

    private static final int DESCRIPTION_CHARS = 70;

    @Mixin private GlobalOptions global = new GlobalOptions();

    private final Screen screen;

    Listing(Screen screen) {
      this.screen = screen;
    }

    @Override
    public Integer call() throws InterruptedException {
      try (Session session = Session.open(global.settings(), screen);
          CompactedTopics topics = new CompactedTopics(session.installation())) {
        TextTable table = new TextTable("role", "version", "tier", "tools", "description");
        new TreeMap<>(topics.read(session.installation().names().agents(), AgentCard.class))
            .values()
            .forEach(card ->
                table.row(
                    Shown.line(card.getRole(), DESCRIPTION_CHARS),
                    Integer.toString(card.getVersion()),
                    card.getTier(),
                    card.getTools().isEmpty() ? "-" : String.join(",", card.getTools()),
                    Shown.line(card.getDescription(), DESCRIPTION_CHARS)));
        screen.print(table.lines());
        return ExitCodes.OK;
      }
    }
  }
}
