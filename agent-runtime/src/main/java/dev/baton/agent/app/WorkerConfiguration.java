package dev.baton.agent.app;

import dev.baton.agent.card.AgentCards;
import dev.baton.agent.content.ClaimCheck;
import dev.baton.agent.journal.Journal;
import dev.baton.agent.kafka.ClientSettings;
import dev.baton.agent.kafka.Heartbeats;
import dev.baton.agent.kafka.KafkaJournal;
import dev.baton.agent.kafka.KafkaOutbox;
import dev.baton.agent.kafka.PodState;
import dev.baton.agent.kafka.ShareGroupSources;
import dev.baton.agent.kafka.StartChecks;
import dev.baton.agent.kafka.TopicReader;
import dev.baton.agent.model.CallGuards;
import dev.baton.agent.model.FleetQuota;
import dev.baton.agent.model.ModelTiers;
import dev.baton.agent.slot.Cancellations;
import dev.baton.agent.slot.ExecutionParts;
import dev.baton.agent.slot.Intake;
import dev.baton.agent.slot.SlotLanes;
import dev.baton.agent.slot.SlotWorker;
import dev.baton.agent.slot.SpecialistRunner;
import dev.baton.agent.slot.Turns;
import dev.baton.agent.slot.WorkerIdentity;
import dev.baton.agent.task.Specialist;
import dev.baton.agent.telemetry.WorkerMeters;
import dev.baton.agent.telemetry.WorkerTelemetry;
import dev.baton.agent.tool.Tool;
import dev.baton.agent.tool.ToolCatalogue;
import dev.baton.agent.tool.ToolOffer;
import dev.baton.agent.tool.ToolSource;
import dev.baton.redaction.Redactor;
import dev.baton.schemas.AgentCard;
import dev.baton.schemas.Control;
import dev.baton.schemas.Heartbeat;
import dev.baton.schemas.Priority;
import dev.baton.schemas.Task;
import dev.baton.serde.AvroSerdes;
import dev.baton.telemetry.Telemetry;
import dev.baton.telemetry.TelemetryConfiguration;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * Makes a worker of a {@link Specialist}. A worker application imports this class and adds one bean
 * of type {@link Specialist} and a bean of type {@link Tool} for each tool that its card allows;
 * its card lies on the class path as {@code agents/ROLE.yaml}.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
  BatonProperties.class,
  ContentProperties.class,
  WorkerProperties.class
})
@Import(TelemetryConfiguration.class)
public class WorkerConfiguration {

  /** The role's card. */
  @Bean
  AgentCard agentCard(WorkerProperties worker) {
    AgentCard card =
        worker
            .cardFile()
            .map(AgentCards::fromFile)
            .orElseGet(() -> AgentCards.fromClassPath(worker.role()));
    if (!card.getRole().equals(worker.role())) {
      throw new IllegalArgumentException(
          "baton.worker.card: a card of role %s (expected: of %s)"
              .formatted(card.getRole(), worker.role()));
    }
    return card;
  }

  /** Runs calls to models and tools. */
  @Bean(destroyMethod = "shutdownNow")
  ExecutorService callExecutor(WorkerTelemetry telemetry) {
    return telemetry.inContext(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("call-", 0).factory()));
  }

  /** What is told of tasks and calls. */
  @Bean
  WorkerTelemetry workerTelemetry(
      Telemetry tracing, TelemetryConfiguration.Meters meters, WorkerProperties worker) {
    return new WorkerTelemetry(tracing, new WorkerMeters(meters.registry(), worker.role()));
  }

  /** Where slots and circuits stand. */
  @Bean
  WorkerGauges workerGauges(
      TelemetryConfiguration.Meters meters,
      WorkerProperties worker,
      SlotLanes slots,
      WorkerModels models,
      Intake intake) {
    return new WorkerGauges(meters.registry(), worker, slots, models, intake);
  }

  /** This pod's part of what accounts allow. */
  @Bean
  FleetQuota fleetQuota(WorkerIdentity identity) {
    return new FleetQuota(identity.pod(), InstantSource.system());
  }

  /** The models of all tiers. */
  @Bean
  ModelTiers modelTiers(
      BatonProperties baton,
      Environment environment,
      WorkerProperties worker,
      FleetQuota quota,
      ExecutorService callExecutor,
      WorkerTelemetry telemetry) {
    return new ModelTiers(
        ModelSources.of(baton, environment).settings(),
        new CallGuards(worker.model().bounds(), quota, Clock.systemUTC(), callExecutor),
        telemetry.models());
  }

  /** Lets no task in that must fail for want of a model. */
  @Bean
  Intake intake(AgentCard card, WorkerModels models) {
    return new ModelIntake(card.getTier(), models.model());
  }

  /** How Kafka is reached. */
  @Bean
  ClientSettings clientSettings(KafkaProperties kafka, WorkerProperties worker) {
    Map<String, Object> common = new HashMap<>(kafka.buildAdminProperties());
    common.remove(AdminClientConfig.CLIENT_ID_CONFIG);
    return new ClientSettings(common, worker.fetch().maxWait(), worker.fetch().batchRecords());
  }

  /** Who this worker is. */
  @Bean
  WorkerIdentity workerIdentity(WorkerProperties worker) {
    return new WorkerIdentity(
        worker.role(), worker.podName().orElseGet(WorkerConfiguration::podName));
  }

  /** Writes everything that the worker says. */
  @Bean(destroyMethod = "close")
  KafkaOutbox kafkaOutbox(ClientSettings settings, BatonProperties baton, WorkerIdentity identity) {
    return new KafkaOutbox(settings, baton.names(), identity, new AvroSerdes(baton.endpoint()));
  }

  /** Records and looks up calls. */
  @Bean
  Journal journal(
      KafkaOutbox outbox, ClientSettings settings, BatonProperties baton, WorkerProperties worker) {
    return new KafkaJournal(
        outbox, settings, new AvroSerdes(baton.endpoint()), baton.names().journal(worker.role()));
  }

  /** What nobody waits for. */
  @Bean
  Cancellations cancellations(WorkerProperties worker) {
    return new Cancellations(worker.controlRuns(), worker.controlMemory(), InstantSource.system());
  }

  /** Where large content is left and fetched. */
  @Bean(destroyMethod = "close")
  ClaimCheck claimCheck(ContentProperties content) {
    return content.claimCheck();
  }

  /** What executions share. */
  @Bean
  ExecutionParts executionParts(
      Specialist specialist,
      AgentCard card,
      WorkerModels models,
      Journal journal,
      KafkaOutbox outbox,
      ClaimCheck content,
      Redactor redactor,
      WorkerTelemetry telemetry) {
    return new ExecutionParts(
        specialist,
        card,
        models.model(),
        models.cheaper(),
        models.tools(),
        content,
        journal,
        outbox,
        redactor,
        telemetry);
  }

  /** The tools of the card. */
  @Bean
  ToolCatalogue toolCatalogue(
      AgentCard card,
      ObjectProvider<Tool> tools,
      ObjectProvider<ToolSource> sources,
      WorkerProperties worker,
      ExecutorService callExecutor,
      WorkerTelemetry telemetry) {
    return new ToolCatalogue(
        new ToolOffer(tools.orderedStream().toList(), sources.orderedStream().toList()),
        Set.copyOf(card.getTools()),
        worker.toolLimits(),
        callExecutor,
        telemetry.tools());
  }

  /** The model and the tools of the card. */
  @Bean
  WorkerModels workerModels(AgentCard card, ModelTiers tiers, ToolCatalogue catalogue) {
    String cheaper = card.getCheaperTier() == null ? card.getTier() : card.getCheaperTier();
    return new WorkerModels(tiers.model(card.getTier()), tiers.model(cheaper), catalogue, tiers);
  }

  /** Takes tasks. */
  @Bean
  SlotLanes slotLanes(
      WorkerProperties worker,
      BatonProperties baton,
      ClientSettings settings,
      SpecialistRunner runner,
      Cancellations cancellations,
      Intake intake) {
    AvroSerdes serdes = new AvroSerdes(baton.endpoint());
    SharedTaskDecoder decoder =
        new SharedTaskDecoder(() -> new AvroTaskDecoder(serdes.decoder(Task.class)));
    BiFunction<Priority, Turns, SlotWorker> lane =
        (priority, turns) ->
            new SlotWorker(
                laneName(worker.role(), priority),
                new SlotWorker.Shared(
                    new ShareGroupSources(settings, baton.names(), worker.role(), priority),
                    decoder,
                    runner,
                    cancellations,
                    turns),
                worker.slotLimits(),
                worker.fetchLimits(priority));
    return baton.priorities()
        ? SlotLanes.byPriority(worker.slots(), intake, lane)
        : SlotLanes.single(worker.slots(), intake, lane);
  }

  private static String laneName(String role, Priority priority) {
    return priority == Priority.NORMAL
        ? role
        : role + "-" + priority.name().toLowerCase(Locale.ROOT);
  }

  /** Has tasks worked on. */
  @Bean
  SpecialistRunner specialistRunner(
      ExecutionParts parts, KafkaOutbox outbox, WorkerIdentity identity) {
    return new SpecialistRunner(parts, outbox, identity, InstantSource.system());
  }

  /** Starts and drains the worker with the context. */
  @Bean
  SmartLifecycle workerLifecycle(
      WorkerProperties worker,
      BatonProperties baton,
      ClientSettings settings,
      SlotLanes slots,
      WorkerSpeech speech) {
    StartChecks checks =
        new StartChecks(settings, baton.names(), worker.role(), baton.priorities());
    return new WorkerLifecycle(worker, checks, slots, speech);
  }

  /** What the worker hears and says besides its tasks. */
  @Bean
  WorkerSpeech workerSpeech(
      ClientSettings settings,
      BatonProperties baton,
      Cancellations cancellations,
      WorkerModels models,
      FleetQuota quota,
      Heartbeats heartbeats,
      KafkaOutbox outbox) {
    AvroSerdes serdes = new AvroSerdes(baton.endpoint());
    TopicReader<Control> control =
        new TopicReader<>(
            settings,
            serdes,
            new TopicReader.Source<>(baton.names().control(), Control.class),
            cancellations::add);
    TopicReader<Heartbeat> pods =
        new TopicReader<>(
            settings,
            serdes,
            new TopicReader.Source<>(baton.names().heartbeats(), Heartbeat.class),
            quota::heard);
    boolean shares = !models.tiers().use().isEmpty();
    return new WorkerSpeech(
        control, shares ? Optional.of(pods) : Optional.empty(), heartbeats, outbox);
  }

  /** Says that the worker is alive. */
  @Bean(destroyMethod = "")
  Heartbeats heartbeats(
      WorkerProperties worker,
      SlotLanes slots,
      WorkerModels models,
      Intake intake,
      KafkaOutbox outbox) {
    return new Heartbeats(
        outbox,
        () ->
            new PodState(
                worker.slots(), slots.busy(), models.tiers().use(), intake.pausedBecause()));
  }

  /** Says whether every slot takes tasks. */
  @Bean
  HealthIndicator workerHealthIndicator(
      SlotLanes slots, WorkerModels models, Intake intake, WorkerProperties worker) {
    return new WorkerHealth(slots, models, intake, worker.slots());
  }

  /** Two pods of one host are told apart by the random part. */
  private static String podName() {
    String random = UUID.randomUUID().toString().substring(0, 8);
    try {
      return InetAddress.getLocalHost().getHostName() + "-" + random;
    } catch (UnknownHostException _) {
      return "pod-" + random;
    }
  }
}
