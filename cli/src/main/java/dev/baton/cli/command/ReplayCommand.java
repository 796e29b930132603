package dev.baton.cli.command;

import dev.baton.cli.client.RunHistory;
import dev.baton.cli.client.RunJournal;
import dev.baton.cli.client.RunLog;
import dev.baton.cli.client.RunNames;
import dev.baton.cli.failure.CommandFailure;
import dev.baton.cli.failure.ExitCodes;
import dev.baton.cli.output.CallsText;
import dev.baton.cli.output.Screen;
import dev.baton.cli.output.Timeline;
import dev.baton.cli.stack.Session;
import dev.baton.core.run.Fact;
import dev.baton.core.run.Replay;
import dev.baton.core.wire.WireLog;
import dev.baton.schemas.RunLogRecord;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Decides a run again and compares. */
@Command(
    name = "replay",
    description =
        "Fold a run's log, show every event and decision, and decide again with today's code.",
    footer = "Exit code: 1 at the first decision that would be made differently.")
final class ReplayCommand implements Callable<Integer> {

  @Mixin private GlobalOptions global = new GlobalOptions();

  @Parameters(paramLabel = "RUN", description = "The run's id or its beginning.")
  private String run = "";

  @Option(
      names = "--calls",
      description =
          "Also show the calls to models and tools, with tokens, cost and what was left out of requests.")
  private boolean calls;

  private final Screen screen;

  ReplayCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() throws InterruptedException {
    String asked = RunNames.checked(run);
    try (Session session = Session.open(global.settings(), screen)) {
      String runId = RunHistory.read(session.installation()).resolve(asked);
      List<RunLogRecord> log = RunLog.read(session.installation(), runId);
      if (log.isEmpty()) {
        throw CommandFailure.failed(
            "run %s: no log (expected: its records on topic %s)"
                .formatted(runId, session.installation().names().runLog()));
      }
      Replay replay = Replay.fold(log.stream().map(WireLog::fromAvro).toList());
      Optional<Replay.Divergence> divergence = replay.firstDivergence();
      screen.print(Timeline.lines(upTo(divergence, log), true));
      if (calls) {
        screen.print(List.of("", "Calls"));
        screen.print(
            CallsText.lines(
                RunJournal.read(session.installation(), runId, log.getFirst().getAt())));
      }
      return divergence.map(this::report).orElseGet(() -> same(log));
    }
  }

  private static List<RunLogRecord> upTo(
      Optional<Replay.Divergence> divergence, List<RunLogRecord> log) {
    return divergence
        .map(one -> log.stream().filter(entry -> entry.getSeq() <= one.seq()).toList())
        .orElse(log);
  }

  private int same(List<RunLogRecord> log) {
    screen.print("");
    screen.print(
        "%d events: today's code decides the same, and the folded state is the logged one."
            .formatted(log.size()));
    return ExitCodes.OK;
  }

  private int report(Replay.Divergence divergence) {
    screen.note("seq %d: today's code decides otherwise".formatted(divergence.seq()));
    print("expected (as logged)", divergence.expected());
    print("actual (today)", divergence.actual());
    return ExitCodes.FAILED;
  }

  private void print(String what, List<Fact> facts) {
    screen.err().println("  " + what + ":");
    facts.forEach(fact -> screen.err().println("    " + fact));
  }
}
