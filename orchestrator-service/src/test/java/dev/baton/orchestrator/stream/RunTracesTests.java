package dev.baton.orchestrator.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.redaction.Redactor;
import dev.baton.schemas.Result;
import dev.baton.schemas.RunEvent;
import dev.baton.schemas.Signal;
import dev.baton.schemas.SignalKind;
import dev.baton.schemas.Task;
import dev.baton.telemetry.Telemetry;
import dev.baton.telemetry.TraceIds;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTracesTests {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String ROUTE = "00f067aa0ba902b7";
  private static final String ROUTED = "00-" + TRACE + "-" + ROUTE + "-01";
  private static final String STRANGE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private static final String FAN =
      """
      name: fan
      version: 1
      description: three items, whose results nobody reads
      deadline: 5m
      steps:
        work: {agent: noop, forEach: '["a", "b", "c"]'}
      """;

  @TempDir Path stateDir;
  private final InMemorySpanExporter told = InMemorySpanExporter.create();
  private final MeterRegistry meters = new SimpleMeterRegistry();

  private Scenario scenario(Sampler sampler) {
    TraceIds ids = new TraceIds();
    SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .setIdGenerator(ids)
            .setSampler(Sampler.parentBased(sampler))
            .addSpanProcessor(SimpleSpanProcessor.create(told))
            .build();
    return Scenario.telling(
        stateDir,
        new RunTelemetry(
            Telemetry.to(provider, ids, false, Redactor.PATTERNS), new RunMeters(meters)));
  }

  @Test
  void linksTheEndOfAStepToTheExecutionsOfAllItsTasks() {
    try (Scenario scenario = scenario(Sampler.alwaysOn())) {
      String run = route(scenario, "k", FAN);
      List<Task> tasks = scenario.tasks("noop");
      tasks.forEach(task -> succeed(scenario, task));

      SpanData join = named("apply result").getLast();
      assertThat(join.getLinks())
          .extracting(LinkData::getSpanContext)
          .extracting(SpanContext::getSpanId)
          .containsExactlyElementsOf(
              tasks.stream().map(RunTracesTests::execution).map(TraceIds::span).toList());
      assertThat(join.getLinks())
          .extracting(LinkData::getSpanContext)
          .extracting(SpanContext::getTraceId)
          .containsOnly(TRACE);
      assertThat(named("apply result").getFirst().getLinks()).isEmpty();
      SpanData whole = named("invoke_workflow fan").getFirst();
      assertThat(whole.getParentSpanId()).isEqualTo(ROUTE);
      assertThat(whole.getSpanId()).isEqualTo(TraceIds.span(run));
      assertThat(named("apply routed").getFirst().getParentSpanId()).isEqualTo(whole.getSpanId());
    }
  }

  @Test
  void goesOnWithTheTraceOfTheRunWhereTimeBringsSomethingAbout() {
    try (Scenario scenario = scenario(Sampler.alwaysOn())) {
      String run = route(scenario, "k", Scenario.SINGLE);
      Task task = scenario.tasks("noop").getFirst();
      scenario.send("noop", Messages.transientFailure(task, scenario.now()));
      scenario.advance(Duration.ofSeconds(10));

      SpanData timer = named("apply timer").getFirst();
      assertThat(timer.getTraceId()).isEqualTo(TRACE);
      assertThat(timer.getParentSpanId()).isEqualTo(TraceIds.span(run));
      assertThat(scenario.traces(Scenario.NAMES.tasks("noop")))
          .containsExactly("00-" + TRACE + "-" + timer.getSpanId() + "-01");
    }
  }

  @Test
  void linksToThePersonsTraceThatASignalCameIn() {
    try (Scenario scenario = scenario(Sampler.alwaysOn())) {
      String run = route(scenario, "k", Scenario.SINGLE);
      Signal cancel =
          Signal.newBuilder().setRunId(run).setSignalId("s").setKind(SignalKind.CANCEL).build();
      RunEvent event =
          RunEvent.newBuilder()
              .setRunId(run)
              .setTenant("default")
              .setAt(scenario.now())
              .setBody(cancel)
              .build();
      scenario.sendIn(STRANGE, Scenario.NAMES.runs(), run, RawCodec.bytes(event));

      SpanData signal = named("apply signal").getFirst();
      assertThat(signal.getTraceId()).isEqualTo(TRACE);
      assertThat(signal.getLinks().getFirst().getSpanContext().getSpanId())
          .isEqualTo("b7ad6b7169203331");
      assertThat(scenario.traces(Scenario.NAMES.answers()).getFirst()).contains(TRACE);
    }
  }

  @Test
  void handsTheTracesOfOthersOnThoughItTellsNobody() {
    try (Scenario scenario = new Scenario(stateDir)) {
      route(scenario, "k", Scenario.SINGLE);
      assertThat(scenario.traces(Scenario.NAMES.runLog())).containsOnly(ROUTED);
      Task task = scenario.tasks("noop").getFirst();
      scenario.send("noop", Messages.transientFailure(task, scenario.now()));
      scenario.advance(Duration.ofSeconds(10));

      assertThat(scenario.traces(Scenario.NAMES.tasks("noop"))).containsExactly(ROUTED);
    }
  }

  @Test
  void keepsNoTraceOfARunThatHasEnded() {
    try (Scenario traced = new Scenario(stateDir.resolve("traced"));
        Scenario untraced = new Scenario(stateDir.resolve("untraced"))) {
      route(traced, "k", Scenario.SINGLE);
      untraced.request("k", Scenario.SINGLE);
      assertThat(traced.stored()).isEqualTo(untraced.stored() + 1);

      for (Scenario scenario : List.of(traced, untraced)) {
        scenario.succeed(scenario.tasks("noop").getFirst(), "done");
        assertThat(scenario.answers()).hasSize(1);
      }

      assertThat(traced.stored()).isEqualTo(untraced.stored());
      assertThat(untraced.traces(Scenario.NAMES.runLog())).containsOnly("");
    }
  }

  @Test
  void beginsTheTraceOfARunItselfWhereTheRouterTellsNobody() {
    try (Scenario scenario = scenario(Sampler.alwaysOn())) {
      String run = scenario.request("k", Scenario.SINGLE);
      scenario.succeed(scenario.tasks("noop").getFirst(), "done");

      assertThat(told.getFinishedSpanItems())
          .hasSize(3)
          .extracting(SpanData::getTraceId)
          .containsOnly(TraceIds.trace(run));
      SpanData root = named("invoke_workflow single").getFirst();
      assertThat(root.getParentSpanContext().isValid()).isFalse();
      assertThat(named("apply routed").getFirst().getParentSpanId()).isEqualTo(root.getSpanId());
    }
  }

  @Test
  void tellsNothingOfATraceThatIsNotSampled() {
    try (Scenario scenario = scenario(Sampler.alwaysOff())) {
      scenario.request("k", Scenario.SINGLE);
      scenario.succeed(scenario.tasks("noop").getFirst(), "done");

      assertThat(told.getFinishedSpanItems()).isEmpty();
      assertThat(scenario.traces(Scenario.NAMES.answers()).getFirst()).endsWith("-00");
    }
  }

  @Test
  void countsARunAndWhatItCostOnce() {
    try (Scenario scenario = scenario(Sampler.alwaysOn())) {
      scenario.request("k", Scenario.SINGLE);
      Task task = scenario.tasks("noop").getFirst();
      Result success = Messages.success(task, scenario.now(), 70);
      scenario.send("noop", success);
      scenario.send("noop", success);
      scenario.request("k", Scenario.SINGLE);

      assertThat(meters.get("baton.runs.started").counter().count()).isOne();
      assertThat(meters.get("baton.run.tokens").tag("gen_ai.token.type", "input").counter().count())
          .isEqualTo(70);
      assertThat(meters.get("baton.run.duration").tag("status", "complete").timer().count())
          .isOne();
      assertThat(meters.get("baton.task.dispatches").tag("role", "noop").counter().count()).isOne();
    }
  }

  private static String route(Scenario scenario, String key, String workflow) {
    RunEvent routed =
        Messages.routed(key, "goal of " + key, scenario.now(), workflow, "noop", "absent");
    scenario.sendIn(ROUTED, Scenario.NAMES.runs(), routed.getRunId(), RawCodec.bytes(routed));
    return routed.getRunId();
  }

  /** As a worker that tells of its executions does. */
  private static void succeed(Scenario scenario, Task task) {
    Result result =
        Result.newBuilder(Messages.success(task, scenario.now(), "done"))
            .setExecutionId(execution(task))
            .build();
    scenario.sendIn(
        "00-" + TRACE + "-" + TraceIds.span(execution(task)) + "-01",
        Scenario.NAMES.results("noop"),
        task.getRunId(),
        RawCodec.bytes(result));
  }

  private static String execution(Task task) {
    return "execution of " + task.getTaskId();
  }

  private List<SpanData> named(String name) {
    return told.getFinishedSpanItems().stream()
        .filter(span -> span.getName().equals(name))
        .toList();
  }
}
