package dev.baton.cli.command;

import dev.baton.cli.cluster.ClusterChange;
import dev.baton.cli.cluster.WorkflowPublishing;
import dev.baton.cli.definition.DefinitionFile;
import dev.baton.cli.definition.KnownNames;
import dev.baton.cli.drawing.MermaidDrawing;
import dev.baton.cli.drawing.SvgDrawing;
import dev.baton.cli.failure.CommandFailure;
import dev.baton.cli.failure.ExitCodes;
import dev.baton.cli.output.Screen;
import dev.baton.cli.output.Shown;
import dev.baton.cli.output.TextTable;
import dev.baton.cli.stack.Session;
import dev.baton.core.workflow.Catalog;
import dev.baton.core.workflow.Workflow;
import dev.baton.core.workflow.WorkflowParser;
import dev.baton.core.workflow.WorkflowSchema;
import dev.baton.schemas.WorkflowDefinition;
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

  @Override
  public Integer call() {
    throw CommandFailure.usage(
        "workflow: no sub-command (expected: check, draw, schema, publish or list)");
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
      Workflow workflow = DefinitionFile.read(file).checked(Catalog.UNKNOWN);
      screen.out().print(svg ? SvgDrawing.of(workflow) : MermaidDrawing.of(workflow));
      screen.out().flush();
      return ExitCodes.OK;
    }
  }

  /** Prints the language's JSON Schema. */
  @Command(
      name = "schema",
      description =
          "Print the JSON Schema of definitions, with which editors complete and check them.")
  static final class Schema implements Callable<Integer> {

    private final Screen screen;

    Schema(Screen screen) {
      this.screen = screen;
    }

    @Override
    public Integer call() {
      screen.out().print(WorkflowSchema.json());
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
      DefinitionFile definition = DefinitionFile.read(file);
      definition.checked(Catalog.UNKNOWN);
      try (Session session = Session.open(global.settings(), screen);
          WorkflowPublishing publishing = new WorkflowPublishing(session.installation())) {
        // Workflows that steps name may be published later; until then requests are refused.
        Catalog cards =
            new KnownNames().withPublished(session.installation()).catalog().anyWorkflow();
        Workflow workflow = definition.checked(cards);
        List<ClusterChange> changes =
            publishing.publish(WorkflowParser.definition(definition.yaml()));
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
