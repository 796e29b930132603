package dev.baton.router.app;

import static dev.baton.router.Samples.card;
import static dev.baton.router.Samples.request;
import static dev.baton.router.Samples.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import dev.baton.core.id.RunIds;
import dev.baton.router.Installation;
import dev.baton.router.Installation.Read;
import dev.baton.router.catalog.Catalog;
import dev.baton.router.catalog.Target;
import dev.baton.router.decision.RequestDigest;
import dev.baton.router.following.LiveWorkers;
import dev.baton.router.registry.CatalogFollower;
import dev.baton.schemas.AgentCard;
import dev.baton.schemas.DeadLetter;
import dev.baton.schemas.Heartbeat;
import dev.baton.schemas.Request;
import dev.baton.schemas.Route;
import dev.baton.schemas.RouteKind;
import dev.baton.schemas.RouteStage;
import dev.baton.schemas.Routed;
import dev.baton.schemas.RunEvent;
import dev.baton.schemas.Signal;
import dev.baton.schemas.SignalKind;
import dev.baton.schemas.WorkflowDefinition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;

class RouterIntegrationTests {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final Installation INSTALLATION = new Installation();
  private static final String SECRET = "what-the-router-was-configured-with";
  private static ConfigurableApplicationContext router;

  @BeforeAll
  static void startRouter() throws Exception {
    INSTALLATION
        .createTopics()
        .registerSchemas()
        .publish(card("coder"), card("generalist"), card("researcher"))
        .publish(workflow("answer", 1, "researcher"));
    router =
        INSTALLATION.startRouter(
            "--some.broker.password=" + SECRET,
            "--baton.router.admission.tenants.acme.per-second=0.001",
            "--baton.router.admission.tenants.acme.burst=4");
  }

  @AfterAll
  static void stop() {
    router.close();
    INSTALLATION.close();
  }

  @Test
  void hidesItsSecretsInItsLog() {
    assertThat(logged(SECRET)).contains("no access with ***").doesNotContain(SECRET);
  }

  /** As the log writes a line of its own and one with a stack trace. */
  private static String logged(String secret) {
    Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    OutputStreamAppender<ILoggingEvent> console =
        (OutputStreamAppender<ILoggingEvent>) root.iteratorForAppenders().next();
    String message = "no access with " + secret;
    ILoggingEvent event =
        new LoggingEvent(
            "", root, Level.WARN, message, new IllegalStateException(message), new Object[0]);
    return new String(console.getEncoder().encode(event), StandardCharsets.UTF_8);
  }

  private static void send(Request.Builder request) {
    INSTALLATION.send(INSTALLATION.names.requests(), null, request.build());
  }

  private static List<Read<RunEvent>> awaitRuns(int count, Predicate<RunEvent> wanted) {
    return await()
        .atMost(TIMEOUT)
        .until(
            () ->
                INSTALLATION.read(INSTALLATION.names.runs(), RunEvent.class).stream()
                    .filter(read -> wanted.test(read.value()))
                    .toList(),
            events -> events.size() >= count);
  }

  private static Predicate<RunEvent> withGoal(String goal) {
    return event ->
        event.getBody() instanceof Routed routed && routed.getRequest().getGoal().startsWith(goal);
  }

  private static Routed awaitRouted(String goal) {
    return (Routed) awaitRuns(1, withGoal(goal)).getFirst().value().getBody();
  }

  private static DeadLetter awaitDeadLetter(String key) {
    return await()
        .atMost(TIMEOUT)
        .until(
            () ->
                INSTALLATION.read(INSTALLATION.names.deadLetters(), DeadLetter.class).stream()
                    .filter(read -> read.key().equals(key))
                    .toList(),
            letters -> !letters.isEmpty())
        .getFirst()
        .value();
  }

  @Test
  void routesARequestWithEverythingThatTheRunNeeds() {
    Request sent =
        request("How does this work?")
            .setIdempotencyKey("k-1")
            .setCorrelation(Map.of("trace", "7"))
            .build();

    INSTALLATION.send(INSTALLATION.names.requests(), "any", sent);

    Read<RunEvent> event = awaitRuns(1, withGoal("How does this work?")).getFirst();
    String runId = RunIds.ofKey("default", "k-1").toString();
    assertThat(event.key()).isEqualTo(runId);
    assertThat(event.value().getRunId()).isEqualTo(runId);
    assertThat(event.value().getTenant()).isEqualTo("default");
    Routed routed = (Routed) event.value().getBody();
    assertThat(routed.getRequest()).isEqualTo(sent);
    assertThat(routed.getRequestDigest()).isEqualTo(RequestDigest.of(sent));
    assertThat(routed.getOrigin()).matches(INSTALLATION.names.requests() + "-[0-2]@\\d+");
    assertThat(routed.getRoute().getKind()).isEqualTo(RouteKind.WORKFLOW);
    assertThat(routed.getRoute().getTarget()).isEqualTo("answer");
    assertThat(routed.getRoute().getStage()).isEqualTo(RouteStage.RULE);
    assertThat(routed.getRoute().getRule()).isEqualTo("questions");
    assertThat(routed.getRoute().getRunnerUp()).isEqualTo("agent:generalist");
    assertThat(routed.getRejection()).isNull();
    assertThat(routed.getWorkflow()).isEqualTo(workflow("answer", 1, "researcher"));
    assertThat(routed.getCards()).extracting(AgentCard::getRole).containsExactly("researcher");
  }

  @Test
  void theSameKeyTwiceIsTheSameRunAndNoKeyIsARunOfItsOwn() {
    send(request("twice with a key").setIdempotencyKey("k-2"));
    send(request("twice with a key").setIdempotencyKey("k-2"));
    send(request("twice without a key"));
    send(request("twice without a key"));

    assertThat(awaitRuns(2, withGoal("twice with a key")))
        .extracting(Read::key)
        .hasSize(2)
        .containsOnly(RunIds.ofKey("default", "k-2").toString());
    assertThat(awaitRuns(2, withGoal("twice without a key")))
        .extracting(Read::key)
        .hasSize(2)
        .doesNotHaveDuplicates();
  }

  @Test
  void theTopicTellsTheTenant() {
    INSTALLATION.send(
        INSTALLATION.names.requests(Installation.TENANT),
        null,
        request("of another tenant").setIdempotencyKey("k-1").build());

    RunEvent event = awaitRuns(1, withGoal("of another tenant")).getFirst().value();
    assertThat(event.getTenant()).isEqualTo("acme");
    assertThat(event.getRunId()).isEqualTo(RunIds.ofKey("acme", "k-1").toString());
  }

  @Test
  void withoutExamplesTheClassifierIsSilentAndTheReasonSaysSo() {
    send(request("tra la la"));

    Route route = awaitRouted("tra la la").getRoute();
    assertThat(route.getStage()).isEqualTo(RouteStage.FALLBACK);
    assertThat(route.getReason())
        .contains("the classifier has examples of 0 targets (expected: at least 2)");
  }

  @Test
  void anInvalidRequestIsRefusedInASmallEvent() {
    send(request("too long " + "x".repeat(300_000)).setIdempotencyKey("k-3"));

    Routed routed = awaitRouted("too long");
    assertThat(routed.getRejection().getCode()).isEqualTo("too-large");
    assertThat(routed.getRoute().getKind()).isEqualTo(RouteKind.NONE);
    assertThat(routed.getRequest().getGoal()).hasSizeLessThan(1_100);
    assertThat(routed.getWorkflow()).isNull();
  }

  @Test
  void poisonGoesToTheDeadLettersAndTheNextRequestIsRouted() {
    byte[] text = "no Avro at all".getBytes(StandardCharsets.UTF_8);
    byte[] unknown = {0, 0x7f, 0, 0, 1, 2};
    INSTALLATION.sendRaw(INSTALLATION.names.requests(), "poison-text", text);
    INSTALLATION.sendRaw(INSTALLATION.names.requests(), "poison-schema", unknown);
    INSTALLATION.sendRaw(INSTALLATION.names.requests(), "poison-none", null);
    send(request("after the poison"));

    assertThat(awaitRouted("after the poison").getRejection()).isNull();
    DeadLetter undecodable = awaitDeadLetter("poison-text");
    assertThat(undecodable.getCause()).isEqualTo("undecodable");
    assertThat(undecodable.getService()).isEqualTo("router");
    assertThat(undecodable.getTopic()).isEqualTo(INSTALLATION.names.requests());
    assertThat(undecodable.getValue().array()).isEqualTo(text);
    assertThat(awaitDeadLetter("poison-schema").getCause()).isEqualTo("unknown-schema");
    assertThat(awaitDeadLetter("poison-none").getValue()).isNull();
  }

  @Test
  void whatIsPublishedWhileItRunsIsRoutedTo() {
    CatalogFollower catalog = router.getBean(CatalogFollower.class);
    INSTALLATION.publish(card("poet")).publish(workflow("rhyme", 3, "poet"));
    awaitCatalog(catalog, known -> known.definition(new Target.Workflow("rhyme")).isPresent());

    send(request("first rhyme").setHint("workflow:rhyme"));
    send(request("a poem").setHint("agent:poet"));

    assertThat(awaitRouted("first rhyme").getWorkflow()).isEqualTo(workflow("rhyme", 3, "poet"));
    assertThat(awaitRouted("a poem").getWorkflow().getName()).isEqualTo("agent-poet");

    INSTALLATION.sendRaw(INSTALLATION.names.agents(), "poet", null);
    awaitCatalog(catalog, known -> known.card("poet").isEmpty());
    send(request("second rhyme").setHint("workflow:rhyme"));

    assertThat(awaitRouted("second rhyme").getRejection().getCode()).isEqualTo("unknown-agent");
  }

  private static void awaitCatalog(CatalogFollower catalog, Predicate<Catalog> wanted) {
    await().atMost(TIMEOUT).until(() -> wanted.test(catalog.get()));
  }

  @Test
  void unusableCatalogEntriesAreDeadLetteredAndTheRestIsFollowed() {
    INSTALLATION.sendRaw(INSTALLATION.names.agents(), "broken-card", new byte[] {1, 2, 3});
    INSTALLATION.send(INSTALLATION.names.agents(), "other-key", card("editor"));
    INSTALLATION.send(
        INSTALLATION.names.workflows(),
        "empty@1",
        WorkflowDefinition.newBuilder()
            .setName("empty")
            .setVersion(1)
            .setDigest("")
            .setBody("steps: nothing")
            .build());
    INSTALLATION.publish(card("singer"));

    awaitCatalog(router.getBean(CatalogFollower.class), known -> known.card("singer").isPresent());
    assertThat(awaitDeadLetter("broken-card").getCause()).isEqualTo("undecodable");
    assertThat(awaitDeadLetter("other-key").getMessage())
        .isEqualTo("key: 'other-key' (expected: 'editor')");
    assertThat(awaitDeadLetter("empty@1").getCause()).isEqualTo("invalid");
  }

  @Test
  void signalsAreKeyedByTheirRun() {
    UUID runId = UUID.randomUUID();
    Signal sent =
        Signal.newBuilder()
            .setRunId(runId.toString().toUpperCase(Locale.ROOT))
            .setKind(SignalKind.CANCEL)
            .setReason("changed my mind")
            .build();

    INSTALLATION.send(INSTALLATION.names.signals(Installation.TENANT), "any", sent);

    Read<RunEvent> event = awaitRuns(1, e -> e.getRunId().equals(runId.toString())).getFirst();
    assertThat(event.key()).isEqualTo(runId.toString());
    assertThat(event.value().getTenant()).isEqualTo("acme");
    Signal signal = (Signal) event.value().getBody();
    assertThat(signal.getKind()).isEqualTo(SignalKind.CANCEL);
    assertThat(signal.getReason()).isEqualTo("changed my mind");
    assertThat(UUID.fromString(signal.getSignalId())).isNotNull();
  }

  @Test
  void unusableSignalsGoToTheDeadLetters() {
    String topic = INSTALLATION.names.signals();
    INSTALLATION.send(
        topic, "no-run", Signal.newBuilder().setRunId("").setKind(SignalKind.CANCEL).build());
    INSTALLATION.send(
        topic, "no-uuid", Signal.newBuilder().setRunId("run-1").setKind(SignalKind.CANCEL).build());
    INSTALLATION.send(
        topic,
        "no-kind",
        Signal.newBuilder()
            .setRunId(UUID.randomUUID().toString())
            .setKind(SignalKind.UNKNOWN)
            .build());

    assertThat(
            List.of(
                awaitDeadLetter("no-run"), awaitDeadLetter("no-uuid"), awaitDeadLetter("no-kind")))
        .extracting(DeadLetter::getCause)
        .containsOnly("invalid");
  }

  @Test
  void aCrashBetweenProduceAndCommitRoutesTheSameRunAgain() throws Exception {
    send(request("before the crash"));
    awaitRuns(1, withGoal("before the crash"));
    router.close();
    forgetCommits();

    router = INSTALLATION.startRouter();

    List<Read<RunEvent>> events = awaitRuns(2, withGoal("before the crash"));
    assertThat(events).extracting(Read::key).containsOnly(events.getFirst().key());
    assertThat(events)
        .extracting(read -> ((Routed) read.value().getBody()).getRequestDigest())
        .hasSize(2)
        .containsOnly(((Routed) events.getFirst().value().getBody()).getRequestDigest());
  }

  /**
   * Leaves the group as a router does that produced everything and died before it committed
   * anything.
   */
  private static void forgetCommits() throws ExecutionException, InterruptedException {
    String group = INSTALLATION.names.routerGroup();
    var committed =
        INSTALLATION.admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
    assertThat(committed).isNotEmpty();
    Map<TopicPartition, OffsetAndMetadata> none =
        committed.keySet().stream()
            .collect(Collectors.toMap(p -> p, _ -> new OffsetAndMetadata(0)));
    INSTALLATION.admin.alterConsumerGroupOffsets(group, none).all().get();
  }

  @Test
  void aTenantsFloodIsRefusedAndNobodyElses() {
    for (int i = 0; i < 8; i++) {
      INSTALLATION.send(
          INSTALLATION.names.requests(Installation.TENANT),
          null,
          request("flood").setIdempotencyKey("flood-" + i).build());
    }
    send(request("beside the flood"));

    assertThat(awaitRouted("beside the flood").getRejection()).isNull();
    List<Routed> flood =
        awaitRuns(8, withGoal("flood")).stream()
            .map(event -> (Routed) event.value().getBody())
            .filter(routed -> routed.getRejection() != null)
            .toList();
    assertThat(flood).hasSizeGreaterThanOrEqualTo(4);
    assertThat(flood)
        .allSatisfy(routed -> {
          assertThat(routed.getRejection().getCode()).isEqualTo("rate-limited");
          assertThat(routed.getRejection().getMessage())
              .startsWith("tenant acme: too many requests (expected: at most 0.001 a second");
          assertThat(routed.getWorkflow()).isNull();
        });
  }

  @Test
  void aCardThatAsksForALivingWorkerIsRoutedToWhileThereIsOne() {
    INSTALLATION.publish(AgentCard.newBuilder(card("needy")).setRequiresLiveWorker(true).build());
    awaitCatalog(router.getBean(CatalogFollower.class), known -> known.card("needy").isPresent());

    send(request("nobody lives").setHint("agent:needy"));
    Routed refused = awaitRouted("nobody lives");
    assertThat(refused.getRejection().getCode()).isEqualTo("no-live-worker");
    assertThat(refused.getRejection().getMessage())
        .isEqualTo(
            "agent:needy has no living worker, which its card asks for (expected: one, see topic heartbeats)");

    INSTALLATION.send(
        INSTALLATION.names.heartbeats(),
        "pod",
        new Heartbeat("pod", "needy", 1, 0, Instant.now(), List.of(), null));
    await().atMost(TIMEOUT).until(() -> router.getBean(LiveWorkers.class).has("needy"));
    send(request("somebody lives").setHint("agent:needy"));
    assertThat(awaitRouted("somebody lives").getRejection()).isNull();
  }

  @Test
  void isHealthyWhileItRuns() {
    Health health = router.getBean(RouterHealth.class).health();

    assertThat(health.getStatus()).isEqualTo(Status.UP);
    assertThat(health.getDetails()).containsKeys("routerVersion", "agents", "workflows");
  }
}
