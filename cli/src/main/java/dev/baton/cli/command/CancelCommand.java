package dev.baton.cli.command;

import dev.baton.cli.client.RunHistory;
import dev.baton.cli.client.RunNames;
import dev.baton.cli.client.Sender;
import dev.baton.cli.failure.CommandFailure;
import dev.baton.cli.failure.ExitCodes;
import dev.baton.cli.output.Screen;
import dev.baton.cli.stack.Session;
import dev.baton.schemas.Signal;
import dev.baton.schemas.SignalKind;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Cancels a run under way. */
@Command(name = "cancel", description = "Cancel a run under way.")
final class CancelCommand implements Callable<Integer> {

  @Mixin private GlobalOptions global = new GlobalOptions();

  @Parameters(paramLabel = "RUN", description = "The run's id or its beginning.")
  private String run = "";

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept with the run.")
  private String reason = "cancelled by the operator";

  private final Screen screen;

  CancelCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() throws InterruptedException {
    String asked = RunNames.checked(run);
    try (Session session = Session.open(global.settings(), screen)) {
      RunHistory history = RunHistory.read(session.installation());
      String runId = history.resolve(asked);
      history
          .answer(runId)
          .ifPresent(answer -> {
            throw CommandFailure.failed(
                "run %s: %s already (expected: a run under way)"
                    .formatted(runId, answer.getStatus().name().toLowerCase(Locale.ROOT)));
          });
      try (Sender sender = new Sender(session.installation())) {
        sender.send(
            Signal.newBuilder()
                .setRunId(runId)
                .setKind(SignalKind.CANCEL)
                .setBy("baton cancel")
                .setReason(reason)
                .build());
      }
      screen.print("run " + runId + ": cancel sent");
      return ExitCodes.OK;
    }
  }
}
