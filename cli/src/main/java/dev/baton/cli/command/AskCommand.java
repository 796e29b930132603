package dev.baton.cli.command;

import dev.baton.cli.client.RequestJson;
import dev.baton.cli.failure.CommandFailure;
import dev.baton.cli.failure.ExitCodes;
import dev.baton.cli.output.AnswerJson;
import dev.baton.cli.output.AnswerText;
import dev.baton.cli.output.Json;
import dev.baton.cli.output.Screen;
import dev.baton.cli.stack.Session;
import dev.baton.cli.stack.Settings;
import dev.baton.cli.state.DocumentFolders;
import dev.baton.schemas.Answer;
import dev.baton.schemas.Request;
import dev.baton.serde.ContractClasses;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks one question and prints the answer. */
@Command(
    name = "ask",
    description = "Ask a question; prints the cited answer and how it came about.",
    footer = "Exit code: 0 complete, 2 partial, 1 failed or no answer in time, 64 wrong usage.")
final class AskCommand implements Callable<Integer> {

  /** Who is to work on it; the router decides where neither is given. */
  static final class Hint {
    @Option(names = "--workflow", paramLabel = "NAME", description = "Let this workflow answer.")
    private @Nullable String workflow;

    @Option(names = "--agent", paramLabel = "ROLE", description = "Let this agent alone answer.")
    private @Nullable String agent;

    private @Nullable String text() {
      return workflow != null ? "workflow:" + workflow : agent == null ? null : "agent:" + agent;
    }
  }

  @Mixin private GlobalOptions global = new GlobalOptions();

  @Parameters(paramLabel = "QUESTION", description = "What is to be answered, in plain words.")
  private String question = "";

  @ArgGroup(exclusive = true)
  private Hint hint = new Hint();

  @Option(
      names = "--docs",
      paramLabel = "DIR",
      description = "Folder of documents to answer from; sub-folders included.")
  private @Nullable Path docs;

  @Option(
      names = "--corpus",
      paramLabel = "NAME",
      description = "Documents that the installation knows under this name.")
  private @Nullable String corpus;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "How long to wait for the answer (default: ${DEFAULT-VALUE}).")
  private int timeoutSeconds = 120;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "Idempotency key: the same question under the same key is the same run.")
  private @Nullable String key;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  private final Screen screen;

  AskCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = global.settings();
    Optional<Path> folder = checkedFolder(settings);
    if (timeoutSeconds < 1) {
      throw CommandFailure.usage("--timeout: " + timeoutSeconds + " (expected: >= 1 second)");
    }
    Request request = RequestJson.checked(request());
    hintAtDocuments(settings);
    try (Session session = Session.open(settings, screen)) {
      folder
          .map(new DocumentFolders(settings.state())::register)
          .ifPresent(name -> request.getInputs().put("corpus", name));
      Question asked = new Question(session.installation(), screen);
      Answer published =
          (json ? asked.withoutDrafts() : asked)
              .ask(request, Duration.ofSeconds(timeoutSeconds), key != null);
      Answer answer = global.largeAnswers().fetched(published, screen);
      screen.out().flush();
      if (json) {
        screen.print(Json.pretty(AnswerJson.of(answer)));
      } else {
        screen.print(AnswerText.lines(answer));
      }
      return ExitCodes.of(answer.getStatus());
    }
  }

  private void hintAtDocuments(Settings settings) {
    boolean named = docs != null || corpus != null || settings.given().isPresent();
    if (!named && !new DocumentFolders(settings.state()).hasDefault()) {
      screen.note(
          "no documents to answer from (name a folder with --docs DIR, or for good with baton up --docs DIR)");
    }
  }

  private Optional<Path> checkedFolder(Settings settings) {
    if (docs == null) {
      return Optional.empty();
    }
    if (corpus != null) {
      throw CommandFailure.usage("--docs and --corpus: both are given (expected: at most one)");
    }
    if (settings.given().isPresent()) {
      throw CommandFailure.usage(
          "--docs: a folder of this machine, but the installation is elsewhere (expected: --corpus NAME, which its operator has set up)");
    }
    return Optional.of(DocumentFolders.checked(docs));
  }

  private Request request() {
    ContractClasses.trust();
    Map<String, String> inputs = new HashMap<>();
    if (corpus != null) {
      inputs.put("corpus", corpus);
    }
    return Request.newBuilder()
        .setGoal(question)
        .setInputs(inputs)
        .setIdempotencyKey(key == null ? UUID.randomUUID().toString() : key)
        .setHint(hint.text())
        .build();
  }
}
