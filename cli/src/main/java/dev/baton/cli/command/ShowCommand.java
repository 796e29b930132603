package dev.baton.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.cli.client.RunHistory;
import dev.baton.cli.client.RunLog;
import dev.baton.cli.client.RunNames;
import dev.baton.cli.failure.ExitCodes;
import dev.baton.cli.output.AnswerJson;
import dev.baton.cli.output.AnswerText;
import dev.baton.cli.output.Json;
import dev.baton.cli.output.Screen;
import dev.baton.cli.output.Timeline;
import dev.baton.cli.stack.Session;
import dev.baton.schemas.Answer;
import dev.baton.schemas.RunLogRecord;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows one run. */
@Command(name = "show", description = "Show a run: its answer, its steps, and what happened when.")
final class ShowCommand implements Callable<Integer> {

  @Mixin private GlobalOptions global = new GlobalOptions();

  @Parameters(paramLabel = "RUN", description = "The run's id or its beginning.")
  private String run = "";

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  private final Screen screen;

  ShowCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() throws InterruptedException {
    String asked = RunNames.checked(run);
    try (Session session = Session.open(global.settings(), screen)) {
      RunHistory history = RunHistory.read(session.installation());
      String runId = history.resolve(asked);
      Optional<Answer> published = history.answer(runId);
      Optional<Answer> answer =
          published.isEmpty()
              ? published
              : Optional.of(global.largeAnswers().fetched(published.get(), screen));
      List<RunLogRecord> log = RunLog.read(session.installation(), runId);
      if (json) {
        screen.print(Json.pretty(document(runId, answer, log)));
      } else {
        screen.print(
            answer.map(AnswerText::lines).orElse(List.of("Run    " + runId + " is under way.")));
        screen.print(List.of("", "Timeline"));
        screen.print(Timeline.lines(log, false));
      }
      return ExitCodes.OK;
    }
  }

  private static ObjectNode document(
      String runId, Optional<Answer> answer, List<RunLogRecord> log) {
    ObjectNode document =
        answer
            .map(AnswerJson::of)
            .orElseGet(() ->
                JsonNodeFactory.instance.objectNode().put("runId", runId).put("status", "RUNNING"));
    document.set("timeline", Timeline.json(log));
    return document;
  }
}
