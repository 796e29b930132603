package dev.baton.cli.command;

import dev.baton.cli.client.Installation;
import dev.baton.cli.client.RunNames;
import dev.baton.cli.client.Sender;
import dev.baton.cli.cluster.WorkflowPublishing;
import dev.baton.cli.demo.Demo;
import dev.baton.cli.failure.CommandFailure;
import dev.baton.cli.failure.ExitCodes;
import dev.baton.cli.output.AnswerText;
import dev.baton.cli.output.Screen;
import dev.baton.cli.output.TextTable;
import dev.baton.cli.stack.Session;
import dev.baton.cli.stack.Settings;
import dev.baton.cli.state.DocumentFolders;
import dev.baton.core.message.WorkflowDefinition;
import dev.baton.core.workflow.WorkflowParser;
import dev.baton.schemas.Answer;
import dev.baton.schemas.AnswerStatus;
import dev.baton.schemas.Progress;
import dev.baton.schemas.Request;
import dev.baton.schemas.Signal;
import dev.baton.schemas.SignalKind;
import dev.baton.serde.ContractClasses;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Runs one topology of orchestration on the local stack and prints its answer. */
@Command(
    name = "demo",
    description = "Run a topology of orchestration as a small workflow; without NAME, list them.",
    footer = "Exit code: as for ask.")
final class DemoCommand implements Callable<Integer> {

  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  /** The router reads a workflow within moments after it was published. */
  private static final int MAX_TRIES = 10;

  private static final String APPROVER = "harbour-master";

  @Mixin private GlobalOptions global = new GlobalOptions();

  @Parameters(paramLabel = "NAME", arity = "0..1", description = "Which one.")
  private @Nullable String name;

  private final Screen screen;

  DemoCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() throws InterruptedException {
    String word = name;
    if (word == null) {
      screen.print(list());
      return ExitCodes.OK;
    }
    return run(Demo.named(word).orElseThrow(() -> unknown(word)));
  }

  private int run(Demo demo) throws InterruptedException {
    Settings settings = global.settings();
    if (settings.given().isPresent()) {
      throw CommandFailure.usage(
          "demo: brings documents and workflows of its own (expected: the local stack, no --bootstrap-server)");
    }
    try (Session session = Session.open(settings, screen)) {
      String corpus =
          new DocumentFolders(settings.state()).register(Demo.documents(settings.state().root()));
      publish(demo, session.installation());
      screen.note(demo.word() + ": \"" + demo.goal() + "\"");
      Answer answer = ask(demo, session.installation(), corpus);
      screen.print(AnswerText.lines(answer));
      screen.print(List.of("", "Look at: " + demo.lookAt() + "."));
      return ExitCodes.of(answer.getStatus());
    }
  }

  private static List<String> list() {
    TextTable table = new TextTable("demo", "what to look at");
    for (Demo demo : Demo.values()) {
      table.row(demo.word(), demo.lookAt());
    }
    return table.lines();
  }

  private static CommandFailure unknown(String name) {
    String known = Arrays.stream(Demo.values()).map(Demo::word).collect(Collectors.joining(", "));
    return CommandFailure.usage("demo: \"%s\" (expected one of: %s)".formatted(name, known));
  }

  private static void publish(Demo demo, Installation installation) {
    try (WorkflowPublishing publishing = new WorkflowPublishing(installation)) {
      demo.definitions().stream()
          .<WorkflowDefinition>map(WorkflowParser::definition)
          .forEach(publishing::publish);
    }
  }

  /** A request that names a workflow which the router has not read yet is refused: once more. */
  private Answer ask(Demo demo, Installation installation, String corpus) {
    Answer answer = askOnce(demo, installation, corpus);
    for (int tries = 1; tries < MAX_TRIES && isTooEarly(answer); tries++) {
      answer = askOnce(demo, installation, corpus);
    }
    return answer;
  }

  private static boolean isTooEarly(Answer answer) {
    return answer.getStatus() == AnswerStatus.FAILED && answer.getSteps().isEmpty();
  }

  private Answer askOnce(Demo demo, Installation installation, String corpus) {
    ContractClasses.trust();
    Map<String, String> inputs = new HashMap<>(Map.of("corpus", corpus));
    Request request =
        Request.newBuilder()
            .setGoal(demo.goal())
            .setInputs(inputs)
            .setIdempotencyKey(UUID.randomUUID().toString())
            .setHint("workflow:" + demo.workflow())
            .build();
    String runId = RunNames.ofKey(request.getIdempotencyKey());
    try (Sender sender = new Sender(installation)) {
      return new Question(installation, screen, approval(sender, runId))
          .ask(request, TIMEOUT, false);
    }
  }

  /** Gives the word that the demo of approvals waits for. */
  private Consumer<Progress> approval(Sender sender, String runId) {
    AtomicBoolean given = new AtomicBoolean();
    return progress -> {
      boolean waits = progress.getStep().equals("sign") && progress.getText().startsWith("waits: ");
      if (waits && given.compareAndSet(false, true)) {
        screen.note(
            "this demo approves by itself, as: baton approve %s --by %s"
                .formatted(runId, APPROVER));
        sender.send(
            Signal.newBuilder()
                .setRunId(runId)
                .setKind(SignalKind.APPROVE)
                .setBy(APPROVER)
                .setReason("the demo's own approval")
                .build());
      }
    };
  }
}
