package dev.baton.cli.command;

import dev.baton.cli.failure.CommandFailure;
import dev.baton.cli.failure.ExitCodes;
import dev.baton.cli.logging.FileLogging;
import dev.baton.cli.output.Screen;
import dev.baton.cli.output.Shown;
import dev.baton.cli.state.StateFolder;
import java.util.List;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The command line as a whole: which commands there are and how errors look. */
public final class Commands {

  private static final int MAX_ERROR = 500;

  /** The command without a sub-command: says what there is. */
  @Command(
      name = "baton",
      description = "A Kafka-native conductor for AI agents.",
      mixinStandardHelpOptions = true,
      version = "baton 0.1.0",
      synopsisSubcommandLabel = "COMMAND")
  static final class Baton {}

  private final Screen screen;

  /** Commands that write to this screen. */
  public Commands(Screen screen) {
    this.screen = screen;
  }

  /**
   * Runs one command line.
   *
   * @return what the process ends with
   */
  public int run(String... args) {
    CommandLine line = new CommandLine(new Baton());
    commands().forEach(line::addSubcommand);
    line.addSubcommand(
        new CommandLine(new BenchCommand())
            .addSubcommand(new BenchCommand.Fanout(screen))
            .addSubcommand(new BenchWorkerCommand(screen)));
    line.addSubcommand(
        new CommandLine(new RouterCommand())
            .addSubcommand(new RouterCommand.Eval(screen))
            .addSubcommand(new RouterReplayCommand(screen))
            .addSubcommand(new RouterShadowCommand(screen))
            .addSubcommand(new RouterBenchCommand(screen)));
    line.addSubcommand(
        new CommandLine(new ClusterCommand()).addSubcommand(new ClusterCommand.Apply(screen)));
    line.addSubcommand(
        new CommandLine(new WorkflowCommand())
            .addSubcommand(new WorkflowCheckCommand(screen))
            .addSubcommand(new WorkflowCommand.Draw(screen))
            .addSubcommand(new WorkflowCommand.Schema(screen))
            .addSubcommand(new WorkflowCommand.Publish(screen))
            .addSubcommand(new WorkflowCommand.Listing(screen)));
    line.addSubcommand(
        new CommandLine(new ContentCommand()).addSubcommand(new ContentCommand.Purge(screen)));
    line.addSubcommand(
        new CommandLine(new AgentCommand())
            .addSubcommand(new AgentCommand.Add(screen))
            .addSubcommand(new AgentNewCommand(screen))
            .addSubcommand(new AgentCommand.Listing(screen)));
    line.addSubcommand(
        new CommandLine(new BudgetCommand())
            .addSubcommand(new BudgetCommand.SetLimit(screen))
            .addSubcommand(new BudgetCommand.Show(screen)));
    line.getSubcommands().values().forEach(Commands::addHelp);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setOut(screen.outWriter());
    line.setErr(screen.errWriter());
    line.setExpandAtFiles(false);
    line.setParameterExceptionHandler((failure, _) -> wrongUsage(failure));
    line.setExecutionExceptionHandler((failure, command, _) -> failed(failure, command));
    line.setExecutionStrategy(Commands::execute);
    return line.execute(args);
  }

  private List<Object> commands() {
    return List.of(
        new AskCommand(screen),
        new DemoCommand(screen),
        new SubmitCommand(screen),
        new RunsCommand(screen),
        new ShowCommand(screen),
        new ReplayCommand(screen),
        new RouteCommand(screen),
        new SignalCommand.Cancel(screen),
        new SignalCommand.Pause(screen),
        new SignalCommand.Resume(screen),
        new SignalCommand.Approve(screen),
        new SignalCommand.Deny(screen),
        new SignalCommand.Input(screen),
        new UpCommand(screen),
        new DownCommand(screen),
        new StatusCommand(screen),
        new SimulateCommand(screen),
        new VerifyCommand());
  }

  private static void addHelp(CommandLine command) {
    command.getCommandSpec().mixinStandardHelpOptions(true);
    command.getSubcommands().values().forEach(Commands::addHelp);
  }

  private static int execute(ParseResult parsed) {
    ParseResult last = parsed;
    while (last.subcommand() != null) {
      last = last.subcommand();
    }
    if (last.commandSpec().userObject() instanceof Baton
        && !last.isUsageHelpRequested()
        && !last.isVersionHelpRequested()) {
      last.commandSpec().commandLine().usage(last.commandSpec().commandLine().getErr());
      return ExitCodes.USAGE;
    }
    logToFile(last);
    return new CommandLine.RunLast().execute(parsed);
  }

  private static void logToFile(ParseResult command) {
    CommandSpec options = command.commandSpec().mixins().get("global");
    if (options != null && options.userObject() instanceof GlobalOptions global) {
      boolean services =
          command.commandSpec().userObject() instanceof UpCommand up && up.inForeground();
      StateFolder state = global.state();
      FileLogging.useFile(services ? state.logFile() : state.commandLogFile());
    }
  }

  private int wrongUsage(ParameterException failure) {
    CommandLine command = failure.getCommandLine();
    screen.note(Shown.line(String.valueOf(failure.getMessage()), MAX_ERROR));
    screen.err().println("See: " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitCodes.USAGE;
  }

  private int failed(Exception failure, CommandLine command) {
    LoggerFactory.getLogger(Commands.class)
        .error("{}: failed", command.getCommandSpec().qualifiedName(), failure);
    print(message(failure));
    if (isDebug(command)) {
      failure.printStackTrace(screen.err());
    }
    return failure instanceof CommandFailure known ? known.exitCode() : ExitCodes.FAILED;
  }

  private void print(String message) {
    List<String> lines = message.lines().toList();
    screen.note(Shown.line(lines.getFirst(), MAX_ERROR));
    lines.stream()
        .skip(1)
        .forEach(line -> screen.err().println("  " + Shown.line(line, MAX_ERROR)));
  }

  private static String message(Exception failure) {
    String message = failure.getMessage();
    return failure instanceof CommandFailure && message != null
        ? message
        : failure.getClass().getSimpleName() + (message == null ? "" : ": " + message);
  }

  private static boolean isDebug(CommandLine command) {
    return command.getParseResult() != null && command.getParseResult().hasMatchedOption("--debug");
  }
}
