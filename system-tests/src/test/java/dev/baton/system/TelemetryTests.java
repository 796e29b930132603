package dev.baton.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.cli.client.Installation;
import dev.baton.cli.cluster.ClusterApply;
import dev.baton.cli.cluster.ClusterPlan;
import dev.baton.core.id.RunIds;
import dev.baton.orchestrator.app.OrchestratorApplication;
import dev.baton.provider.testing.ProviderStub;
import dev.baton.provider.testing.StubAnswer;
import dev.baton.router.app.RouterApplication;
import dev.baton.schemas.Request;
import dev.baton.schemas.WorkflowDefinition;
import dev.baton.serde.RegistryEndpoint;
import dev.baton.stack.LocalStack;
import dev.baton.stack.StackFiles;
import dev.baton.stack.StackOptions;
import dev.baton.system.SpanCollector.Told;
import dev.baton.telemetry.TraceIds;
import dev.baton.topics.TopicCatalogue;
import dev.baton.topics.TopicNames;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** What router, orchestrator and workers tell of a run together, as those hear it who listen. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TelemetryTests {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String SENDERS_TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SENDERS_SPAN = "00f067aa0ba902b7";
  private static final Path PAGE = Path.of("..", "docs", "telemetry.md");

  private static final String WORKFLOW =
      """
      name: pair
      version: 1
      description: Two questions side by side, and one about both answers
      steps:
        ask:
          agent: asker
          forEach: '["soon", "late"]'
          retry: {max: 2, backoff: 200ms, cap: 1s}
          writes: answers
        sum:
          agent: asker
          needs: [ask]
          reads: [answers]
          onMissing: fail
      answer: sum
      """;

  @TempDir private static Path folder = Path.of("");

  private final List<AutoCloseable> open = new ArrayList<>();
  private final Map<String, Integer> ports = new TreeMap<>();
  private Optional<Parts> parts = Optional.empty();

  private record Parts(
      Installation installation, SpanCollector collector, Consumer<byte[], byte[]> answers) {}

  @BeforeAll
  void start() throws Exception {
    SpanCollector collector = keep(SpanCollector.start());
    ProviderStub provider = keep(ProviderStub.start(_ -> StubAnswer.text("Confidential.")));
    LocalStack stack = keep(LocalStack.start(StackOptions.in(folder, StackFiles.locate())));
    TopicNames names = TopicNames.standard();
    Installation installation =
        new Installation(
            stack.broker().bootstrapServers(),
            RegistryEndpoint.apicurio(stack.registry().url()),
            names,
            Map.of());
    WorkflowDefinition workflow =
        WorkflowDefinition.newBuilder()
            .setName("pair")
            .setVersion(1)
            .setDigest("test")
            .setDescription("")
            .setBody(WORKFLOW)
            .build();
    new ClusterApply(
            installation,
            new ClusterPlan(
                new TopicCatalogue(names, Set.of(AskerApplication.ROLE), Set.of()),
                List.of(AskerApplication.card()),
                List.of(workflow),
                new ClusterPlan.Sizes(2, 1, (short) 1)),
            false)
        .apply();
    List<String> shared =
        List.of(
            "--server.port=0",
            "--spring.kafka.bootstrap-servers=" + installation.bootstrapServers(),
            "--baton.registry.url=" + stack.registry().url(),
            "--otel.exporter.otlp.endpoint=" + collector.endpoint(),
            "--otel.bsp.schedule.delay=100");
    service(
        "orchestrator",
        OrchestratorApplication.builder(),
        shared,
        "--baton.orchestrator.state-dir=" + folder.resolve("streams"));
    service(
        "worker",
        AskerApplication.builder(),
        shared,
        "--baton.worker.role=" + AskerApplication.ROLE,
        "--baton.worker.card=" + Files.writeString(folder.resolve("asker.yaml"), card()),
        "--OPENAI_API_KEY=sk-test",
        "--OPENAI_BASE_URL=" + provider.openAi(),
        "--baton.models.fast=openai:gpt-4.1-mini",
        "--baton.prices=gpt-4.1-mini=1/2");
    service(
        "router",
        RouterApplication.builder(),
        shared,
        "--baton.router.fallback=agent:asker",
        "--baton.router.classifier.enabled=false");
    Consumer<byte[], byte[]> answers = keep(installation.consumer());
    answers.assign(
        answers.partitionsFor(names.answers()).stream()
            .map(partition -> new TopicPartition(names.answers(), partition.partition()))
            .toList());
    answers.seekToBeginning(answers.assignment());
    parts = Optional.of(new Parts(installation, collector, answers));
  }

  private static String card() {
    return AskerApplication.CARD;
  }

  private void service(
      String name, SpringApplicationBuilder application, List<String> shared, String... own) {
    List<String> arguments = new ArrayList<>(shared);
    arguments.addAll(List.of(own));
    ConfigurableApplicationContext context = application.run(arguments.toArray(String[]::new));
    keep(context);
    ports.put(
        name, context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
  }

  private <T extends AutoCloseable> T keep(T resource) {
    open.add(resource);
    return resource;
  }

  @AfterAll
  void stop() throws Exception {
    for (AutoCloseable resource : open.reversed()) {
      resource.close();
    }
  }

  @Test
  void tellsOfOneTraceFromARequestToItsAnswer() throws Exception {
    send("traced", Optional.of("00-" + SENDERS_TRACE + "-" + SENDERS_SPAN + "-01"));

    String answered = answeredIn("traced");
    List<Told> trace = awaitRun(SENDERS_TRACE);

    Told route = one(trace, "route");
    assertThat(route.parent()).isEqualTo(SENDERS_SPAN);
    Told run = one(trace, "invoke_workflow pair");
    assertThat(run.parent()).isEqualTo(route.id());
    assertThat(run.attribute("baton.run.status")).isEqualTo("complete");
    Told routed = one(trace, "apply routed");
    assertThat(routed.parent()).isEqualTo(run.id());

    List<Told> works = named(trace, "invoke_agent asker");
    assertThat(works).hasSize(4);
    List<Told> first =
        works.stream()
            .filter(work -> work.attribute("baton.step").equals("ask"))
            .filter(work -> work.attribute("baton.task.attempt").equals("1"))
            .toList();
    assertThat(first).hasSize(2).extracting(Told::parent).containsOnly(routed.id());

    // Nothing but time brought the second attempt about: it is the run's own.
    Told retried =
        works.stream()
            .filter(work -> work.attribute("baton.task.attempt").equals("2"))
            .findFirst()
            .orElseThrow();
    Told timer = one(trace, "apply timer");
    assertThat(timer.parent()).isEqualTo(run.id());
    assertThat(retried.parent()).isEqualTo(timer.id());

    Told soon =
        first.stream()
            .filter(work -> work.attribute("baton.task.outcome").equals("succeeded"))
            .findFirst()
            .orElseThrow();
    // Whichever of the two came last has closed the step.
    Told join =
        named(trace, "apply result").stream()
            .filter(span -> span.events().contains("baton.step.ended"))
            .filter(span -> List.of(soon.id(), retried.id()).contains(span.parent()))
            .findFirst()
            .orElseThrow();
    assertThat(join.links()).containsExactlyInAnyOrder(soon.id(), retried.id());
    Told sum =
        works.stream()
            .filter(work -> work.attribute("baton.step").equals("sum"))
            .findFirst()
            .orElseThrow();
    assertThat(sum.parent()).isEqualTo(join.id());
    Told last =
        named(trace, "apply result").stream()
            .filter(span -> span.parent().equals(sum.id()))
            .findFirst()
            .orElseThrow();
    assertThat(answered).isEqualTo("00-" + SENDERS_TRACE + "-" + last.id() + "-01");

    holdsCalls(trace, List.of(soon, retried, sum));
    assertThat(trace)
        .extracting(Told::service)
        .contains("router-service", "orchestrator-service", "worker-asker");
    Files.writeString(Path.of("target", "telemetry-trace.txt"), drawn(trace));
  }

  /** Three calls of each kind, paid once, and nothing of what was asked, said or noted. */
  private static void holdsCalls(List<Told> trace, List<Told> works) {
    List<String> parents = works.stream().map(Told::id).toList();
    List<Told> chats = named(trace, "chat gpt-4.1-mini");
    assertThat(chats).hasSize(3);
    assertThat(chats).extracting(Told::parent).containsExactlyInAnyOrderElementsOf(parents);
    assertThat(chats)
        .allSatisfy(chat -> {
          assertThat(chat.attribute("gen_ai.operation.name")).isEqualTo("chat");
          assertThat(chat.attribute("gen_ai.provider.name")).isEqualTo("openai");
          assertThat(chat.attribute("gen_ai.usage.input_tokens")).isEqualTo("100");
          assertThat(chat.attribute("gen_ai.usage.output_tokens")).isEqualTo("10");
          assertThat(chat.attribute("gen_ai.response.finish_reasons")).isEqualTo("[stop]");
          assertThat(chat.attribute("baton.cost.micros")).isEqualTo("120");
        });
    List<Told> tools = named(trace, "execute_tool note");
    assertThat(tools).extracting(Told::parent).containsExactlyInAnyOrderElementsOf(parents);
    for (String content : List.of(AskerApplication.PROMPT, "Confidential.", "sk-")) {
      assertThat(trace).extracting(Told::text).noneMatch(text -> text.contains(content));
    }
  }

  @Test
  void beginsTheTraceThatARunsIdTellsWhereARequestBringsNone() throws Exception {
    send("untraced", Optional.empty());

    String trace = TraceIds.trace(RunIds.ofKey("default", "untraced").toString());
    assertThat(answeredIn("untraced")).startsWith("00-" + trace + "-");
    List<Told> spans = awaitRun(trace);
    assertThat(one(spans, "route").parent()).isEmpty();
    assertThat(spans).allMatch(span -> span.name().equals("route") || !span.parent().isEmpty());
  }

  @Test
  void servesEveryMeterThatThePageNames() throws Exception {
    send("metered", Optional.empty());
    sendRaw(names().requests(), "no request");
    sendRaw(names().results(AskerApplication.ROLE), "no result");
    sendRaw(names().tasks(AskerApplication.ROLE), "no task");
    sendRequest(
        "refused", Request.newBuilder().setGoal("?").setHint("agent:nobody"), Optional.empty());
    answeredIn("metered");

    Pattern row = Pattern.compile("\\| `((?:baton|gen_ai)_[a-z_]+)` \\| ([a-z, ]+) \\|");
    Matcher rows = row.matcher(Files.readString(PAGE));
    List<String> wanted = new ArrayList<>();
    while (rows.find()) {
      Stream.of(rows.group(2).split(", ", -1))
          .forEach(service -> wanted.add(service + " " + rows.group(1)));
    }
    assertThat(wanted).hasSizeGreaterThan(20);
    await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(wanted).filteredOn(meter -> !served(meter)).as("not served").isEmpty());
    assertThat(scrape("worker"))
        .contains("gen_ai_client_token_usage_sum{")
        .contains("baton_model_cost_total{")
        .containsPattern(
            "baton_model_circuit\\{[^}]*model=\"gpt-4.1-mini\"[^}]*state=\"closed\"[^}]*} 1\\.0");
  }

  private boolean served(String meter) {
    String[] words = meter.split(" ", -1);
    return Pattern.compile("^" + words[1] + "(_count)?[{ ]", Pattern.MULTILINE)
        .matcher(scrape(words[0]))
        .find();
  }

  private String scrape(String service) {
    URI uri = URI.create("http://127.0.0.1:" + ports.get(service) + "/actuator/prometheus");
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> response =
          client.send(
              HttpRequest.newBuilder(uri).timeout(LIMIT).build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).as(service).isEqualTo(200);
      return response.body();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private TopicNames names() {
    return parts.orElseThrow().installation().names();
  }

  private void send(String key, Optional<String> traceparent) throws Exception {
    sendRequest(key, Request.newBuilder().setGoal("a pair").setHint("workflow:pair"), traceparent);
  }

  private void sendRequest(String key, Request.Builder request, Optional<String> traceparent)
      throws Exception {
    Installation installation = parts.orElseThrow().installation();
    String topic = names().requests();
    try (Producer<byte[], byte[]> producer = installation.producer();
        Serializer<Request> serializer = installation.serdes().serializer()) {
      ProducerRecord<byte[], byte[]> record =
          new ProducerRecord<>(
              topic, null, serializer.serialize(topic, request.setIdempotencyKey(key).build()));
      traceparent.ifPresent(header ->
          record.headers().add("traceparent", header.getBytes(StandardCharsets.US_ASCII)));
      producer.send(record).get();
    }
  }

  private void sendRaw(String topic, String value) throws Exception {
    try (Producer<byte[], byte[]> producer = parts.orElseThrow().installation().producer()) {
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      producer.send(new ProducerRecord<>(topic, bytes, bytes)).get();
    }
  }

  /** The trace context that the answer of a request carries. */
  private String answeredIn(String key) {
    String run = RunIds.ofKey("default", key).toString();
    List<String> found = new ArrayList<>();
    Consumer<byte[], byte[]> answers = parts.orElseThrow().answers();
    answers.seekToBeginning(answers.assignment());
    await()
        .atMost(LIMIT)
        .pollInSameThread()
        .until(() -> {
          for (ConsumerRecord<byte[], byte[]> record : answers.poll(Duration.ofMillis(200))) {
            if (new String(record.key(), StandardCharsets.UTF_8).equals(run)) {
              Header header = record.headers().lastHeader("traceparent");
              found.add(new String(header.value(), StandardCharsets.US_ASCII));
            }
          }
          return !found.isEmpty();
        });
    return found.getFirst();
  }

  /** All spans of a trace, once those of its run are there. */
  private List<Told> awaitRun(String trace) {
    SpanCollector collector = parts.orElseThrow().collector();
    await()
        .atMost(LIMIT)
        .until(() -> {
          List<Told> spans = ofTrace(collector, trace);
          return named(spans, "invoke_workflow pair").size() == 1
              && named(spans, "invoke_agent asker").size() == 4
              && named(spans, "route").size() == 1;
        });
    return ofTrace(collector, trace);
  }

  private static List<Told> ofTrace(SpanCollector collector, String trace) {
    return collector.spans().stream().filter(span -> span.trace().equals(trace)).toList();
  }

  private static List<Told> named(List<Told> spans, String name) {
    return spans.stream().filter(span -> span.name().equals(name)).toList();
  }

  private static Told one(List<Told> spans, String name) {
    assertThat(named(spans, name)).as(name).hasSize(1);
    return named(spans, name).getFirst();
  }

  /** The trace as a tree, for the page that shows one. */
  private static String drawn(List<Told> trace) {
    StringBuilder text = new StringBuilder();
    draw(text, trace, SENDERS_SPAN, "");
    return text.toString();
  }

  private static void draw(StringBuilder text, List<Told> trace, String parent, String indent) {
    List<Told> children =
        trace.stream()
            .filter(span -> span.parent().equals(parent))
            .sorted(Comparator.comparingLong(Told::begin))
            .toList();
    for (Told span : children) {
      text.append("%s%s  [%s]%s%n".formatted(indent, span.name(), span.service(), note(span)));
      draw(text, trace, span.id(), indent + "  ");
    }
  }

  private static String note(Told span) {
    String outcome = span.attribute("baton.task.outcome");
    return (span.links().isEmpty() ? "" : "  links to " + span.links().size())
        + (outcome.isEmpty() ? "" : "  " + outcome);
  }
}
