package dev.baton.orchestrator.app;

import dev.baton.core.run.RunLimits;
import dev.baton.core.run.RunMachine;
import dev.baton.orchestrator.app.OrchestratorProperties.Orchestrator;
import dev.baton.orchestrator.cluster.AdminCluster;
import dev.baton.orchestrator.cluster.Cluster;
import dev.baton.orchestrator.cluster.StartChecks;
import dev.baton.orchestrator.cluster.TopicDirectory;
import dev.baton.orchestrator.cluster.UnreadTopics;
import dev.baton.orchestrator.codec.CodecPool;
import dev.baton.orchestrator.codec.PatientCodec;
import dev.baton.orchestrator.codec.RegistryCodec;
import dev.baton.orchestrator.stream.Engine;
import dev.baton.orchestrator.stream.RunMeters;
import dev.baton.orchestrator.stream.RunStreams;
import dev.baton.orchestrator.stream.RunTelemetry;
import dev.baton.orchestrator.stream.StreamsSettings;
import dev.baton.serde.AvroSerdes;
import dev.baton.serde.RegistryEndpoint;
import dev.baton.telemetry.Telemetry;
import dev.baton.telemetry.TelemetryConfiguration;
import dev.baton.topics.TopicNames;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires the orchestrator. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OrchestratorProperties.class)
@Import(TelemetryConfiguration.class)
public class OrchestratorConfiguration {

  private final OrchestratorProperties properties;
  private final Orchestrator orchestrator;

  OrchestratorConfiguration(OrchestratorProperties properties) {
    this.properties = properties;
    this.orchestrator = properties.orchestrator();
  }

  @Bean
  TopicNames topicNames() {
    return new TopicNames(properties.topicPrefix());
  }

  @Bean
  AdminCluster cluster(KafkaProperties kafka) {
    return new AdminCluster(
        Admin.create(kafka.buildAdminProperties()), orchestrator.limits().clusterWait());
  }

  @Bean
  TopicDirectory topicDirectory(Cluster cluster, TopicNames names) {
    return new TopicDirectory(cluster, names, InstantSource.system());
  }

  @Bean
  CodecPool codecs() {
    RegistryEndpoint registry =
        new RegistryEndpoint(properties.registry().kind(), properties.registry().url());
    return new CodecPool(() ->
        new PatientCodec(
            new RegistryCodec(new AvroSerdes(registry)), orchestrator.limits().registryWait()));
  }

  @Bean
  RunTelemetry runTelemetry(Telemetry tracing, TelemetryConfiguration.Meters meters) {
    return new RunTelemetry(tracing, new RunMeters(meters.registry()));
  }

  @Bean
  Engine engine(TopicNames names, CodecPool codecs, RunTelemetry telemetry) {
    RunLimits limits =
        RunLimits.DEFAULT
            .withGravestoneTime(orchestrator.limits().gravestoneTime())
            .withBudgets(orchestrator.budgets().limits());
    Engine.Bounds bounds =
        new Engine.Bounds(
            orchestrator.pace().tick(),
            orchestrator.limits().timersPerTick(),
            orchestrator.limits().inputBytes(),
            orchestrator.limits().outputBytes());
    return new Engine(
        names, properties.priorities(), new RunMachine(limits), codecs, bounds, telemetry);
  }

  @Bean
  RunStreams.Watch watch(
      Cluster cluster,
      TopicNames names,
      TopicDirectory directory,
      ObjectProvider<MeterRegistry> meters) {
    StartChecks checks = new StartChecks(cluster, names, orchestrator.limits().outputBytes());
    return new RunStreams.Watch(
        checks,
        directory,
        new UnreadTopics(cluster, names.orchestratorApplication(), directory),
        orchestrator.pace().topicRefresh(),
        Optional.ofNullable(meters.getIfAvailable()));
  }

  @Bean
  RunStreams runStreams(Engine engine, KafkaProperties kafka, RunStreams.Watch watch) {
    OrchestratorProperties.Pace pace = orchestrator.pace();
    StreamsSettings settings =
        new StreamsSettings(
            engine.names().orchestratorApplication(),
            kafka.buildStreamsProperties(),
            orchestrator.stateDir(),
            orchestrator.instanceId().filter(id -> !id.isBlank()),
            orchestrator.threads(),
            orchestrator.standbyReplicas(),
            orchestrator.limits().cacheBytes(),
            new StreamsSettings.Pace(
                pace.poll(),
                pace.commitInterval(),
                pace.commitLinger(),
                pace.sessionTimeout(),
                pace.transactionTimeout()));
    return new RunStreams(engine, settings, watch);
  }

  @Bean
  StreamsHealthIndicator streamsHealthIndicator(RunStreams streams) {
    return new StreamsHealthIndicator(streams);
  }
}
