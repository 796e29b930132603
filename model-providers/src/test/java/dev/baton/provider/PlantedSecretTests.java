package dev.baton.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import dev.baton.agent.card.AgentCards;
import dev.baton.agent.content.ClaimCheck;
import dev.baton.agent.journal.InMemoryJournal;
import dev.baton.agent.loop.LoopPrompt;
import dev.baton.agent.model.ModelClient;
import dev.baton.agent.model.ModelResilience;
import dev.baton.agent.model.ModelSettings;
import dev.baton.agent.model.ModelTiers;
import dev.baton.agent.model.ProviderAccount;
import dev.baton.agent.slot.ExecutionParts;
import dev.baton.agent.slot.Outbox;
import dev.baton.agent.slot.ProgressSink;
import dev.baton.agent.slot.SpecialistRunner;
import dev.baton.agent.slot.TaskRecord;
import dev.baton.agent.slot.WorkerIdentity;
import dev.baton.agent.task.Specialist;
import dev.baton.agent.task.TaskOutcome;
import dev.baton.agent.tool.Tool;
import dev.baton.agent.tool.ToolCatalogue;
import dev.baton.agent.tool.ToolException;
import dev.baton.agent.tool.ToolInvocation;
import dev.baton.agent.tool.ToolLimits;
import dev.baton.agent.tool.ToolOutput;
import dev.baton.agent.tool.ToolSpec;
import dev.baton.provider.testing.ProviderStub;
import dev.baton.provider.testing.StubAnswer;
import dev.baton.redaction.RedactingEncoder;
import dev.baton.redaction.Redactor;
import dev.baton.schemas.DeadLetter;
import dev.baton.schemas.FailureClass;
import dev.baton.schemas.PartialText;
import dev.baton.schemas.Result;
import dev.baton.schemas.Task;
import dev.baton.schemas.TaskFailed;
import dev.baton.serde.ContractClasses;
import dev.baton.serde.Decoded;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Secrets that providers, tools and models tell: none is written down anywhere. */
class PlantedSecretTests {

  static {
    ContractClasses.trust();
  }

  private static final String KEY = "key-of-this-worker";
  private static final String KAFKA = "kafka'pass\"word";
  private static final String STRANGERS = "sk-ant-api03-0123456789abcdefghij";
  private static final String ALL = KEY + " and " + KAFKA + " and " + STRANGERS;

  /** Says its secrets instead of doing anything. */
  private static final Tool TALKATIVE =
      new Tool() {
        @Override
        public ToolSpec spec() {
          return new ToolSpec("talk", "Talks.", "{\"type\":\"object\"}");
        }

        @Override
        public ToolOutput run(ToolInvocation call) {
          throw new ToolException("no access with " + ALL);
        }
      };

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final InMemoryJournal journal = new InMemoryJournal();
  private final List<Object> said = new CopyOnWriteArrayList<>();
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();

  @BeforeEach
  void listen() {
    Logger root = (Logger) LoggerFactory.getLogger("dev.baton.agent");
    root.setLevel(Level.DEBUG);
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext((LoggerContext) LoggerFactory.getILoggerFactory());
    encoder.setPattern("%level %msg%n%ex");
    encoder.start();
    appender.setContext(encoder.getContext());
    appender.setEncoder(encoder);
    appender.setOutputStream(log);
    appender.start();
    root.addAppender(appender);
  }

  @AfterEach
  void close() {
    Logger root = (Logger) LoggerFactory.getLogger("dev.baton.agent");
    root.detachAppender(appender);
    root.setLevel(null);
    executor.shutdownNow();
  }

  @Test
  void showUpInNoJournalDeadLetterReasonProgressOrLog() throws Exception {
    Redactor redactor = Redactor.of(List.of(KEY, KAFKA));
    RedactingEncoder.install(redactor);
    try (ProviderStub broken =
            ProviderStub.inTurn(new StubAnswer.Status(503, Map.of(), "overloaded, " + ALL));
        ProviderStub talkative =
            ProviderStub.inTurn(
                StubAnswer.call("talk", "{}"), StubAnswer.text("My key is " + ALL + "."))) {
      SpecialistRunner runner = runner(redactor, tier(broken, talkative));
      CountDownLatch ended = new CountDownLatch(2);
      Task task = task();
      runner.perform(task, record(), ended::countDown);
      runner.bury(
          record(), new Decoded.Poison<>("undecodable", "no task: " + ALL), ended::countDown);
      await().atMost(Duration.ofSeconds(20)).until(() -> ended.getCount() == 0);

      assertThat(talkative.requests()).hasSize(2);
      assertThat(journal.entries()).hasSize(3);
      assertThat(said).hasAtLeastOneElementOfType(Result.class);
      assertThat(said).hasAtLeastOneElementOfType(DeadLetter.class);
      assertThat(said).hasAtLeastOneElementOfType(String.class);
      assertThat(written()).contains("overloaded, *** and *** and ***").contains("***");
      String everything = journal.entries() + "\n" + said + "\n" + written();
      assertThat(everything)
          .contains("no access with *** and *** and ***")
          .contains("My key is *** and *** and ***.")
          .doesNotContain(KEY)
          .doesNotContain("kafka'pass")
          .doesNotContain(STRANGERS);
    }
  }

  @Test
  void showUpInNoReasonOfACallThatFailed() throws Exception {
    Redactor redactor = Redactor.of(List.of(KEY, KAFKA));
    try (ProviderStub broken =
        ProviderStub.inTurn(new StubAnswer.Status(500, Map.of(), "broken, " + ALL))) {
      CountDownLatch ended = new CountDownLatch(1);
      runner(redactor, tier(broken, broken)).perform(task(), record(), ended::countDown);
      await().atMost(Duration.ofSeconds(20)).until(() -> ended.getCount() == 0);

      assertThat(said).hasSize(1);
      TaskFailed failed = (TaskFailed) ((Result) said.getFirst()).getBody();
      assertThat(failed.getMessage()).isEqualTo("model m: HTTP 500: broken, *** and *** and ***");
    }
  }

  private String written() {
    return log.toString(StandardCharsets.UTF_8);
  }

  private SpecialistRunner runner(Redactor redactor, ModelClient model) {
    Specialist quotes =
        context -> {
          LoopPrompt prompt = new LoopPrompt("quote", "", "Talk.", Optional.empty(), true);
          String text = context.loop().run(prompt).text();
          LoggerFactory.getLogger("dev.baton.agent.test")
              .warn("said {}", text, new IllegalStateException(ALL));
          context.progress("it said " + ALL);
          return TaskOutcome.failure(FailureClass.PERMANENT, "it said " + text);
        };
    ExecutionParts parts =
        new ExecutionParts(
            quotes,
            AgentCards.parse(
                "{role: tester, version: 1, description: d, skills: [{name: work, description: w}], tools: [talk]}",
                "test"),
            model,
            model,
            new ToolCatalogue(List.of(TALKATIVE), Set.of("talk"), ToolLimits.DEFAULT, executor),
            ClaimCheck.none(),
            journal,
            progress(),
            redactor);
    return new SpecialistRunner(
        parts, outbox(), new WorkerIdentity("tester", "pod"), InstantSource.system());
  }

  private ProgressSink progress() {
    return new ProgressSink() {
      @Override
      public void progress(Task task, String text) {
        said.add(text);
      }

      @Override
      public void writing(Task task, PartialText where, String piece) {
        said.add(piece);
      }
    };
  }

  private Outbox outbox() {
    return new Outbox() {
      @Override
      public void result(Result result) {
        said.add(result);
      }

      @Override
      public void hint(Result result) {
        said.add(result);
      }

      @Override
      public void deadLetter(DeadLetter letter, Optional<byte[]> key) {
        said.add(letter);
      }
    };
  }

  private ModelClient tier(ProviderStub first, ProviderStub second) {
    Map<String, ProviderAccount> accounts = new LinkedHashMap<>();
    Map.of("first", first, "second", second)
        .forEach((name, stub) ->
            accounts.put(
                name,
                new ProviderAccount(
                    name,
                    "openai",
                    Optional.of(stub.openAi()),
                    Optional.of(KEY),
                    Optional.empty())));
    return new ModelTiers(
            new ModelSettings(
                Map.of("fast", "first:m, second:m"),
                accounts,
                Map.of(),
                List.of(new OpenAiProtocol())),
            ModelResilience.DEFAULT,
            Clock.systemUTC(),
            executor)
        .model("fast");
  }

  private static TaskRecord record() {
    return new TaskRecord(new TaskRecord.Place("tasks", 0, 0), null, null, Map.of(), 1);
  }

  private static Task task() {
    Instant now = Instant.now();
    return Task.newBuilder()
        .setTaskId("t-1")
        .setRunId("r-1")
        .setTenant("default")
        .setStep("quote")
        .setRound(0)
        .setItemIndex(0)
        .setAttempt(1)
        .setRole("tester")
        .setSkill("")
        .setGoal("")
        .setObjective("Talk.")
        .setCreatedAt(now)
        .setTimeoutMillis(60_000)
        .setStartBy(now.plusSeconds(60))
        .setDeadline(now.plusSeconds(60))
        .build();
  }
}
