package dev.baton.cli.command;

import dev.baton.cli.cluster.ClusterChange;
import dev.baton.cli.cluster.WorkflowPublishing;
import dev.baton.cli.drawing.MermaidDrawing;
import dev.baton.cli.drawing.SvgDrawing;
import dev.baton.cli.failure.CommandFailure;
import dev.baton.cli.failure.ExitCodes;
import dev.baton.cli.output.Screen;
import dev.baton.cli.output.Shown;
import dev.baton.cli.output.TextTable;
import dev.baton.cli.stack.Session;
import dev.baton.core.workflow.Workflow;
import dev.baton.core.workflow.WorkflowException;
import dev.baton.core.workflow.WorkflowParser;
import dev.baton.schemas.WorkflowDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands about workflows of one's own. */
@Command(name = "workflow", description = "Check, draw and publish workflows of your own.")
final class WorkflowCommand implements Callable<Integer> {

  private static final long MAX_BYTES = 256 * 1024;

  @Override
  public Integer call() {
    throw CommandFailure.usage("workflow: no sub-command (expected: check, draw, publish or list)");
  }

  private static String read(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw CommandFailure.usage(
            "%s: %d bytes (expected: at most %d)".formatted(file, Files.size(file), MAX_BYTES));
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw CommandFailure.usage(file + ": cannot be read (expected: a workflow in YAML)");
    }
  }

  private static Workflow checked(Path file, String yaml) {
    try {
      return WorkflowParser.parse(yaml);
    } catch (WorkflowException e) {
      throw CommandFailure.failed(file + ": " + e.getMessage(), e);
    }
  }

  /** Says what is wrong with definitions. */
  @Command(
      name = "check",
      description = "Check definitions without an installation.",
      footer = "Exit code: 1 if one of them cannot be used.")
  static final class Check implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Workflows in YAML.")
    private List<Path> files = List.of();

    private final Screen screen;

    Check(Screen screen) {
      this.screen = screen;
    }

    @Override
    public Integer call() {
      boolean good = true;
      for (Path file : files) {
        try {
          Workflow workflow = checked(file, read(file));
          screen.print(
              "%s: %s, %d steps, roles %s"
                  .formatted(
                      file, workflow.reference(), workflow.steps().size(), workflow.roles()));
        } catch (CommandFailure e) {
          screen.note(String.valueOf(e.getMessage()));
          good = false;
        }
      }
      return good ? ExitCodes.OK : ExitCodes.FAILED;
    }
  }

  /** Draws a definition. */
  @Command(name = "draw", description = "Draw a definition, as Mermaid text or as SVG.")
  static final class Draw implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "A workflow in YAML.")
    private Path file = Path.of("");

    @Option(names = "--svg", description = "SVG instead of Mermaid.")
    private boolean svg;

    private final Screen screen;

    Draw(Screen screen) {
      this.screen = screen;
    }

    @Override
    public Integer call() {
      Workflow workflow = checked(file, read(file));
      screen.out().print(svg ? SvgDrawing.of(workflow) : MermaidDrawing.of(workflow));
      screen.out().flush();
      return ExitCodes.OK;
    }
  }

  /** Publishes a definition. */
  @Command(
      name = "publish",
      description = "Publish a definition: requests can name it at once. A version never changes.")
  static final class Publish implements Callable<Integer> {

    @Mixin private GlobalOptions global = new GlobalOptions();

    @Parameters(paramLabel = "FILE", description = "A workflow in YAML.")
    private Path file = Path.of("");

    private final Screen screen;

    Publish(Screen screen) {
      this.screen = screen;
    }

    @Override
    public Integer call() throws InterruptedException {
      String yaml = read(file);
      Workflow workflow = checked(file, yaml);
      try (Session session = Session.open(global.settings(), screen);
          WorkflowPublishing publishing = new WorkflowPublishing(session.installation())) {
        List<ClusterChange> changes = publishing.publish(workflow, WorkflowParser.definition(yaml));
        screen.print(
            "workflow "
                + workflow.reference()
                + (changes.isEmpty() ? ": was published before" : ": published"));
        return ExitCodes.OK;
      }
    }
  }

  /** Lists what is published. */
  @Command(name = "list", description = "List the workflows that are published.")
  static final class Listing implements Callable<Integer> {

    private static final int MAX_DESCRIPTION = 70;

    @Mixin private GlobalOptions global = new GlobalOptions();

    private final Screen screen;

    Listing(Screen screen) {
      this.screen = screen;
    }

    @Override
    public Integer call() throws InterruptedException {
      try (Session session = Session.open(global.settings(), screen);
          WorkflowPublishing publishing = new WorkflowPublishing(session.installation())) {
        TextTable table = new TextTable("workflow", "version", "description");
        for (WorkflowDefinition workflow : publishing.list()) {
          table.row(
              workflow.getName(),
              Integer.toString(workflow.getVersion()),
              Shown.line(workflow.getDescription(), MAX_DESCRIPTION));
        }
        screen.print(table.lines());
        return ExitCodes.OK;
      }
    }
  }
}
