package dev.baton.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.baton.cli.client.AnswerCollector;
import dev.baton.cli.client.RequestLines;
import dev.baton.cli.client.RequestLines.Line;
import dev.baton.cli.client.RunNames;
import dev.baton.cli.client.Sender;
import dev.baton.cli.failure.CommandFailure;
import dev.baton.cli.failure.ExitCodes;
import dev.baton.cli.output.AnswerJson;
import dev.baton.cli.output.Json;
import dev.baton.cli.output.Screen;
import dev.baton.cli.output.Shown;
import dev.baton.cli.stack.Session;
import dev.baton.schemas.Answer;
import dev.baton.schemas.Request;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.RecordMetadata;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends requests from a file of JSON lines. */
@Command(
    name = "submit",
    description =
        "Send requests, one JSON object a line with the fields of a request; prints each run's id.",
    footer =
        "Exit code: 64 if a line was refused; with --wait 1 if an answer is failed or late, 2 if one is partial; otherwise 0.")
final class SubmitCommand implements Callable<Integer> {

  /** Sends on their way at once; older ones are waited for first. */
  private static final int MAX_UNCONFIRMED = 500;

  private static final int MAX_SHOWN = 300;

  @Mixin private GlobalOptions global = new GlobalOptions();

  @Parameters(paramLabel = "FILE", description = "File of JSON lines; - reads standard input.")
  private String file = "-";

  @Option(
      names = "--wait",
      description = "Wait for the answers and print them, one JSON line each.")
  private boolean wait;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "With --wait: how long to wait for all of them (default: ${DEFAULT-VALUE}).")
  private int timeoutSeconds = 120;

  private final Screen screen;
  private final Deque<Sent> unconfirmed = new ArrayDeque<>();
  private final Set<String> runs = new HashSet<>();
  private int sent;
  private int refused;

  private record Sent(int line, String runId, String key, Future<RecordMetadata> confirmation) {}

  SubmitCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (InputStream in = open();
        Session session = Session.open(global.settings(), screen);
        AnswerCollector answers = AnswerCollector.open(session.installation());
        Sender sender = new Sender(session.installation())) {
      send(new RequestLines(in), sender);
      screen.note("%d sent, %d refused".formatted(sent, refused));
      int code = wait ? await(answers) : ExitCodes.OK;
      return refused > 0 ? ExitCodes.USAGE : code;
    }
  }

  private InputStream open() {
    if (file.equals("-")) {
      return System.in;
    }
    try {
      return Files.newInputStream(Path.of(file));
    } catch (IOException e) {
      throw CommandFailure.usage("file: " + file + " (expected: a file that can be read, or -)");
    }
  }

  private void send(RequestLines lines, Sender sender) throws IOException {
    for (Optional<Line> line = lines.next(); line.isPresent(); line = lines.next()) {
      switch (line.get()) {
        case Line.Accepted(int number, Request request) -> send(number, request, sender);
        case Line.Refused(int number, String why) -> refuse(number, why);
      }
    }
    while (!unconfirmed.isEmpty()) {
      confirm(unconfirmed.remove());
    }
  }

  private void send(int line, Request request, Sender sender) {
    String key =
        request.getIdempotencyKey() == null
            ? UUID.randomUUID().toString()
            : request.getIdempotencyKey();
    String runId = RunNames.ofKey(key);
    Request keyed = Request.newBuilder(request).setIdempotencyKey(key).build();
    unconfirmed.add(new Sent(line, runId, key, sender.sendAsync(runId, keyed)));
    if (unconfirmed.size() > MAX_UNCONFIRMED) {
      confirm(unconfirmed.remove());
    }
  }

  private void confirm(Sent one) {
    try {
      Sender.await(one.confirmation());
    } catch (CommandFailure e) {
      refuse(one.line(), String.valueOf(e.getMessage()));
      return;
    }
    sent++;
    runs.add(one.runId());
    screen.print(
        Json.compact(
            JsonNodeFactory.instance
                .objectNode()
                .put("line", one.line())
                .put("runId", one.runId())
                .put("idempotencyKey", one.key())));
  }

  private void refuse(int line, String why) {
    refused++;
    screen.note("line " + line + ": " + Shown.line(why, MAX_SHOWN));
  }

  private int await(AnswerCollector answers) {
    int[] worst = {ExitCodes.OK};
    Set<String> late =
        answers.collect(
            runs,
            Instant.now().plus(Duration.ofSeconds(timeoutSeconds)),
            answer -> {
              screen.print(Json.compact(AnswerJson.of(answer)));
              worst[0] = worse(worst[0], answer);
            });
    late.forEach(run -> screen.note("run " + run + ": no answer within " + timeoutSeconds + " s"));
    return late.isEmpty() ? worst[0] : ExitCodes.FAILED;
  }

  private static int worse(int worst, Answer answer) {
    int code = ExitCodes.of(answer.getStatus());
    return worst == ExitCodes.FAILED || code == ExitCodes.OK ? worst : code;
  }
}
