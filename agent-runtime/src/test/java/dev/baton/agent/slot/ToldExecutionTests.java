package dev.baton.agent.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.agent.card.AgentCards;
import dev.baton.agent.content.ClaimCheck;
import dev.baton.agent.journal.InMemoryJournal;
import dev.baton.agent.model.ModelClient;
import dev.baton.agent.model.ModelMessage;
import dev.baton.agent.model.ModelReply;
import dev.baton.agent.model.ModelRequest;
import dev.baton.agent.task.Specialist;
import dev.baton.agent.task.TaskContext;
import dev.baton.agent.task.TaskOutcome;
import dev.baton.agent.telemetry.WorkerMeters;
import dev.baton.agent.telemetry.WorkerTelemetry;
import dev.baton.agent.tool.Tool;
import dev.baton.agent.tool.ToolCatalogue;
import dev.baton.agent.tool.ToolException;
import dev.baton.agent.tool.ToolInvocation;
import dev.baton.agent.tool.ToolLimits;
import dev.baton.agent.tool.ToolOffer;
import dev.baton.agent.tool.ToolOutput;
import dev.baton.agent.tool.ToolSpec;
import dev.baton.redaction.Redactor;
import dev.baton.schemas.FailureClass;
import dev.baton.schemas.Task;
import dev.baton.telemetry.Telemetry;
import dev.baton.telemetry.TelemetryNames;
import dev.baton.telemetry.TraceIds;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is told of executions, and what is not. */
class ToldExecutionTests {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "00f067aa0ba902b7";
  private static final String SECRET = "key-of-this-worker";
  private static final String SAID = "a reply in confidence";

  private final SlotScene scene = new SlotScene(1);
  private final FakeOutbox outbox = new FakeOutbox();
  private final InMemoryJournal journal = new InMemoryJournal();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final InMemorySpanExporter told = InMemorySpanExporter.create();
  private final MeterRegistry meters = new SimpleMeterRegistry();

  @AfterEach
  void close() {
    executor.shutdownNow();
  }

  @Test
  void tellsOfAnExecutionAndItsCallsInTheTraceOfItsRecord() {
    perform(telemetry(false), ToldExecutionTests::work, scene.task("a").build(), 1);

    SpanData work = named("invoke_agent tester");
    assertThat(work.getTraceId()).isEqualTo(TRACE);
    assertThat(work.getParentSpanId()).isEqualTo(PARENT);
    assertThat(work.getSpanId())
        .isEqualTo(TraceIds.span(outbox.results.getFirst().getExecutionId()));
    assertThat(work.getAttributes().get(TelemetryNames.OUTCOME)).isEqualTo("succeeded");
    for (String call : List.of("chat talker", "execute_tool note")) {
      assertThat(named(call).getParentSpanId()).as(call).isEqualTo(work.getSpanId());
    }
    SpanData chat = named("chat talker");
    assertThat(chat.getAttributes().get(TelemetryNames.INPUT_TOKENS)).isEqualTo(7);
    assertThat(chat.getAttributes().get(TelemetryNames.OUTPUT_TOKENS)).isEqualTo(3);
    assertThat(chat.getAttributes().get(TelemetryNames.COST)).isEqualTo(1_500_000);
    assertThat(chat.getAttributes().get(TelemetryNames.FINISH_REASONS)).containsExactly("stop");
    assertThat(meters.get("baton.model.cost").counter().count()).isEqualTo(1.5);
    assertThat(meters.get("gen_ai.client.token.usage").summaries())
        .extracting(summary -> summary.totalAmount())
        .containsExactlyInAnyOrder(7.0, 3.0);
  }

  @Test
  void tellsNoContentUnlessItIsAskedTo() {
    perform(telemetry(false), ToldExecutionTests::work, scene.task("a").build(), 1);

    assertThat(told.getFinishedSpanItems())
        .hasSize(3)
        .extracting(Object::toString)
        .allSatisfy(span ->
            assertThat(span)
                .doesNotContain(SAID)
                .doesNotContain(SECRET)
                .doesNotContain("in the arguments")
                .doesNotContain("a question"));
  }

  @Test
  void tellsContentWithoutSecretsWhereItIsAskedTo() {
    perform(telemetry(true), ToldExecutionTests::work, scene.task("a").build(), 1);

    assertThat(named("chat talker").getAttributes().get(TelemetryNames.INPUT_MESSAGES))
        .contains("a question");
    assertThat(named("chat talker").getAttributes().get(TelemetryNames.OUTPUT_MESSAGES))
        .contains(SAID);
    assertThat(named("execute_tool note").getAttributes().get(TelemetryNames.TOOL_ARGUMENTS))
        .contains("in the arguments")
        .contains("***");
    assertThat(told.getFinishedSpanItems())
        .extracting(Object::toString)
        .noneMatch(span -> span.contains(SECRET));
  }

  @Test
  void tellsACallThatTheJournalAnswersAsNoCallAndCountsItOnce() {
    Task task = scene.task("a").build();
    perform(telemetry(false), ToldExecutionTests::work, task, 1);
    String first = outbox.results.getFirst().getExecutionId();
    told.reset();

    perform(telemetry(false), ToldExecutionTests::work, task, 2);

    SpanData resumed = named("invoke_agent tester");
    assertThat(told.getFinishedSpanItems()).containsExactly(resumed);
    assertThat(resumed.getAttributes().get(TelemetryNames.RESUMES)).isEqualTo(first);
    assertThat(resumed.getLinks().getFirst().getSpanContext().getSpanId())
        .isEqualTo(TraceIds.span(first));
    assertThat(resumed.getEvents())
        .extracting(EventData::getName)
        .containsExactly(
            TelemetryNames.ANSWERED_FROM_JOURNAL, TelemetryNames.ANSWERED_FROM_JOURNAL);
    assertThat(meters.get("baton.model.cost").counter().count()).isEqualTo(1.5);
    assertThat(meters.get("baton.task.redeliveries").counter().count()).isOne();
    assertThat(meters.get("baton.task.resumed").counter().count()).isOne();
    assertThat(meters.get("baton.journal.answers").tag("kind", "model").counter().count()).isOne();
  }

  @Test
  void tellsAFailureByItsClassAndNotByItsMessage() {
    perform(
        telemetry(false),
        _ -> TaskOutcome.failure(FailureClass.REFUSED, SAID),
        scene.task("a").build(),
        1);

    SpanData work = named("invoke_agent tester");
    assertThat(work.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(work.getAttributes().get(TelemetryNames.ERROR_TYPE)).isEqualTo("refused");
    assertThat(work.toString()).doesNotContain(SAID);
  }

  @Test
  void tellsOfAToolThatRefuses() {
    perform(
        telemetry(false),
        context -> {
          try {
            context.tools().call("note", "{\"refuse\":true}");
          } catch (ToolException e) {
            return TaskOutcome.fields("{}");
          }
          return TaskOutcome.failure(FailureClass.PERMANENT, "not refused");
        },
        scene.task("a").build(),
        1);

    assertThat(named("execute_tool note").getAttributes().get(TelemetryNames.ERROR_TYPE))
        .isEqualTo("refused");
    assertThat(named("execute_tool note").toString()).doesNotContain(SECRET);
  }

  @Test
  void callsAPlannersWorkAPlan() {
    perform(
        telemetry(false), ToldExecutionTests::work, scene.task("a").setSkill("plan").build(), 1);

    assertThat(named("plan tester").getAttributes().get(TelemetryNames.OPERATION))
        .isEqualTo("plan");
  }

  @Test
  void handsTheTraceOfOthersOnThoughItTellsNobody() {
    AtomicReference<String> inside = new AtomicReference<>("");
    WorkerTelemetry off = new WorkerTelemetry(Telemetry.OFF, new WorkerMeters(meters, "tester"));
    perform(
        off,
        context -> {
          inside.set(Span.current().getSpanContext().getSpanId());
          return work(context);
        },
        scene.task("a").build(),
        1);

    assertThat(inside.get()).isEqualTo(PARENT);
    assertThat(told.getFinishedSpanItems()).isEmpty();
    assertThat(meters.get("baton.task.duration").tag("outcome", "succeeded").timer().count())
        .isOne();
  }

  private static TaskOutcome work(TaskContext context) throws InterruptedException {
    ModelRequest request =
        new ModelRequest(
            "ask",
            "",
            List.of(new ModelMessage.User("a question with " + SECRET)),
            List.of(),
            Optional.empty(),
            10);
    String text = context.model().call(request, context.deadline()).text();
    context.tools().call("note", "{\"in the arguments\":\"" + SECRET + "\"}");
    return TaskOutcome.markdown(text, "{}", List.of());
  }

  private WorkerTelemetry telemetry(boolean content) {
    TraceIds ids = new TraceIds();
    SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .setIdGenerator(ids)
            .addSpanProcessor(SimpleSpanProcessor.create(told))
            .build();
    return new WorkerTelemetry(
        Telemetry.to(provider, ids, content, Redactor.of(List.of(SECRET))),
        new WorkerMeters(meters, "tester"));
  }

  private void perform(WorkerTelemetry telemetry, Specialist specialist, Task task, int delivery) {
    ModelClient model = telemetry.models().around("openai", new Talker());
    ToolCatalogue tools =
        new ToolCatalogue(
            new ToolOffer(List.of(new Note()), List.of()),
            Set.of("note"),
            ToolLimits.DEFAULT,
            telemetry.inContext(executor),
            telemetry.tools());
    ExecutionParts parts =
        new ExecutionParts(
            specialist,
            AgentCards.parse(
                "{role: tester, version: 1, description: d, tools: [note], skills: [{name: work, description: w}]}",
                "test"),
            model,
            model,
            tools,
            ClaimCheck.none(),
            journal,
            (_, _) -> {},
            Redactor.of(List.of(SECRET)),
            telemetry);
    CountDownLatch ended = new CountDownLatch(1);
    byte[] header = ("00-" + TRACE + "-" + PARENT + "-01").getBytes(StandardCharsets.US_ASCII);
    TaskRecord record =
        new TaskRecord(
            new TaskRecord.Place("tasks.tester", 0, 0),
            null,
            null,
            Map.of("traceparent", header),
            delivery);
    new SpecialistRunner(parts, outbox, new WorkerIdentity("tester", "pod-1"), scene.clock)
        .perform(task, record, ended::countDown);
    await().atMost(Duration.ofSeconds(10)).until(() -> ended.getCount() == 0);
  }

  private SpanData named(String name) {
    List<SpanData> found =
        told.getFinishedSpanItems().stream().filter(span -> span.getName().equals(name)).toList();
    assertThat(found).as("%s in %s", name, told.getFinishedSpanItems()).hasSize(1);
    return found.getFirst();
  }

  private static final class Talker implements ModelClient {
    @Override
    public String name() {
      return "talker";
    }

    @Override
    public ModelReply call(ModelRequest request, Instant deadline) {
      return new ModelReply("talker", SAID, List.of(), 7, 3, 1_500_000);
    }
  }

  private static final class Note implements Tool {
    @Override
    public ToolSpec spec() {
      return new ToolSpec("note", "Notes something.", "{\"type\":\"object\"}");
    }

    @Override
    public ToolOutput run(ToolInvocation call) {
      if (call.argumentsJson().contains("refuse")) {
        throw new ToolException("no, because of " + SECRET);
      }
      return new ToolOutput("noted " + call.argumentsJson());
    }
  }
}
