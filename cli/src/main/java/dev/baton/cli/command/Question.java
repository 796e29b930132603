package dev.baton.cli.command;

import dev.baton.cli.client.Installation;
import dev.baton.cli.client.Outcome;
import dev.baton.cli.client.ProgressListener;
import dev.baton.cli.client.RunNames;
import dev.baton.cli.client.RunWatcher;
import dev.baton.cli.client.Sender;
import dev.baton.cli.failure.CommandFailure;
import dev.baton.cli.output.ProgressDisplay;
import dev.baton.cli.output.Screen;
import dev.baton.cli.output.Shown;
import dev.baton.schemas.Answer;
import dev.baton.schemas.Progress;
import dev.baton.schemas.Request;
import dev.baton.schemas.Signal;
import dev.baton.schemas.SignalKind;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** Sends one request and waits for its answer; an interrupt cancels the run. */
final class Question {

  private static final int MAX_REASON = 300;

  private final Installation installation;
  private final Screen screen;
  private final Consumer<Progress> listener;
  private boolean drafts = true;

  Question(Installation installation, Screen screen) {
    this(installation, screen, _ -> {});
  }

  /**
   * A question.
   *
   * @param listener hears of every progress, beside the screen
   */
  Question(Installation installation, Screen screen, Consumer<Progress> listener) {
    this.installation = installation;
    this.screen = screen;
    this.listener = listener;
  }

  /** The same without texts that are still being written. */
  Question withoutDrafts() {
    drafts = false;
    return this;
  }

  /**
   * Asks.
   *
   * @param request carries an idempotency key, so that the run is known before it is sent
   * @param keyed whether the key was the caller's, so that the answer may be there already
   * @throws CommandFailure if the request is refused or no answer comes in time
   */
  Answer ask(Request request, Duration timeout, boolean keyed) {
    String runId = RunNames.ofKey(request.getIdempotencyKey());
    try (RunWatcher watcher = RunWatcher.open(installation, runId, keyed);
        Sender sender = new Sender(installation)) {
      Instant deadline = Instant.now().plus(timeout);
      String origin = sender.send(runId, request);
      Thread cancel = Thread.ofPlatform().unstarted(() -> cancel(sender, runId));
      Runtime.getRuntime().addShutdownHook(cancel);
      try {
        return answer(await(watcher, origin, deadline), runId, timeout);
      } finally {
        forget(cancel);
      }
    }
  }

  private Outcome await(RunWatcher watcher, String origin, Instant deadline) {
    try (ProgressDisplay whole = screen.terminal().display(screen.err())) {
      ProgressDisplay display = drafts ? whole : whole.withoutDrafts();
      return watcher.await(
          origin,
          deadline,
          new ProgressListener() {
            @Override
            public void onProgress(Progress progress) {
              display.show(progress);
              listener.accept(progress);
            }

            @Override
            public void onTime() {
              display.tick();
            }
          });
    }
  }

  private static Answer answer(Outcome outcome, String runId, Duration timeout) {
    return switch (outcome) {
      case Outcome.Answered(Answer answer) -> answer;
      case Outcome.Refused(String cause, String message) ->
          throw CommandFailure.failed(
              "run %s: request refused as %s: %s"
                  .formatted(runId, cause, Shown.line(message, MAX_REASON)));
      case Outcome.Silent() ->
          throw CommandFailure.failed(
              "run %s: no answer within %s (expected: an answer; see baton show %s, baton status)"
                  .formatted(runId, Shown.duration(timeout), runId));
    };
  }

  /** Runs while the process is told to end: the run must not go on for nobody. */
  private void cancel(Sender sender, String runId) {
    sender.send(
        Signal.newBuilder()
            .setRunId(runId)
            .setKind(SignalKind.CANCEL)
            .setBy("baton ask")
            .setReason("interrupted")
            .build());
    screen.note("run " + runId + " cancelled");
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending: the hook runs and is meant to.
      return;
    }
  }
}
