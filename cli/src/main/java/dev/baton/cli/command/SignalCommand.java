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
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says something to a run under way: the word goes by the topic of signals like anyone else's. */
abstract class SignalCommand implements Callable<Integer> {

  @Mixin private GlobalOptions global = new GlobalOptions();

  @Parameters(index = "0", paramLabel = "RUN", description = "The run's id or its beginning.")
  private String run = "";

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept with the run.")
  private @Nullable String reason;

  private final Screen screen;
  private final SignalKind kind;

  SignalCommand(Screen screen, SignalKind kind) {
    this.screen = screen;
    this.kind = kind;
  }

  /** Adds what this kind of signal needs beyond run and reason. */
  Signal.Builder complete(Signal.Builder signal) {
    return signal;
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
      String word = kind.name().toLowerCase(Locale.ROOT);
      try (Sender sender = new Sender(session.installation())) {
        sender.send(
            complete(
                    Signal.newBuilder()
                        .setRunId(runId)
                        .setKind(kind)
                        .setBy("baton " + word)
                        .setReason(reason))
                .build());
      }
      screen.print("run " + runId + ": " + word + " sent");
      return ExitCodes.OK;
    }
  }

  /** Ends a run. */
  @Command(name = "cancel", description = "Cancel a run under way.")
  static final class Cancel extends SignalCommand {
    Cancel(Screen screen) {
      super(screen, SignalKind.CANCEL);
    }

    @Override
    Signal.Builder complete(Signal.Builder signal) {
      return signal.getReason() == null ? signal.setReason("cancelled by the operator") : signal;
    }
  }

  /** Holds a run. */
  @Command(
      name = "pause",
      description = "Dispatch nothing new for a run until it is resumed; at most an hour.")
  static final class Pause extends SignalCommand {
    Pause(Screen screen) {
      super(screen, SignalKind.PAUSE);
    }
  }

  /** Lets a run go on. */
  @Command(name = "resume", description = "Let a paused run go on.")
  static final class Resume extends SignalCommand {
    Resume(Screen screen) {
      super(screen, SignalKind.RESUME);
    }
  }

  /** A person's word to a step. */
  abstract static class Word extends SignalCommand {
    @Option(
        names = "--step",
        paramLabel = "STEP",
        description = "Which step or task is meant; needed where several wait.")
    private @Nullable String step;

    @Option(
        names = "--by",
        paramLabel = "NAME",
        description = "Who says so, as the workflow names them.")
    private @Nullable String by;

    Word(Screen screen, SignalKind kind) {
      super(screen, kind);
    }

    @Override
    Signal.Builder complete(Signal.Builder signal) {
      return (by == null ? signal : signal.setBy(by)).setStep(step);
    }
  }

  /** Allows what a step waits to do. */
  @Command(name = "approve", description = "Approve what a step of a run waits for.")
  static final class Approve extends Word {
    Approve(Screen screen) {
      super(screen, SignalKind.APPROVE);
    }
  }

  /** Forbids what a step waits to do. */
  @Command(name = "deny", description = "Deny what a step of a run waits for.")
  static final class Deny extends Word {
    Deny(Screen screen) {
      super(screen, SignalKind.DENY);
    }
  }

  /** Answers a question. */
  @Command(name = "input", description = "Provide the inputs that a step or a worker waits for.")
  static final class Input extends Word {
    @Parameters(
        index = "1..*",
        arity = "1..*",
        paramLabel = "NAME=VALUE",
        description = "The inputs.")
    private Map<String, String> inputs = Map.of();

    Input(Screen screen) {
      super(screen, SignalKind.INPUT);
    }

    @Override
    Signal.Builder complete(Signal.Builder signal) {
      return super.complete(signal).setInputs(inputs);
    }
  }
}
