package dev.baton.router.app;

import dev.baton.router.admission.Door;
import dev.baton.router.catalog.Catalog;
import dev.baton.router.classification.CatalogClassifier;
import dev.baton.router.decision.ClassifierStage;
import dev.baton.router.decision.ModelStage;
import dev.baton.router.decision.RequestValidator;
import dev.baton.router.decision.RoutingPolicy;
import dev.baton.router.decision.TargetModel;
import dev.baton.router.following.LiveWorkers;
import dev.baton.router.kafka.DeadLetters;
import dev.baton.router.kafka.InboundRequests;
import dev.baton.router.kafka.InboundSignals;
import dev.baton.router.kafka.Inbox;
import dev.baton.router.kafka.RouteTelemetry;
import dev.baton.router.kafka.RunEvents;
import dev.baton.router.kafka.TopicIds;
import dev.baton.router.registry.CatalogFollower;
import dev.baton.router.rules.RoutingRules;
import dev.baton.router.rules.RuleFile;
import dev.baton.schemas.DeadLetter;
import dev.baton.schemas.Request;
import dev.baton.schemas.RunEvent;
import dev.baton.schemas.Signal;
import dev.baton.serde.AvroDecoder;
import dev.baton.serde.AvroSerdes;
import dev.baton.telemetry.Telemetry;
import dev.baton.telemetry.TelemetryConfiguration;
import dev.baton.topics.TopicNames;
import dev.baton.vectors.BgeSmallEmbedder;
import dev.baton.vectors.CachingEmbedder;
import dev.baton.vectors.SentenceEmbedder;
import dev.baton.vectors.VectorFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.core.io.Resource;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;

/** Wires the router. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RouterProperties.class)
@Import({
  KafkaClients.class,
  AdmissionConfiguration.class,
  ShadowConfiguration.class,
  TelemetryConfiguration.class
})
public class RouterConfiguration {

  private static final int ADMIN_TIMEOUT_MILLIS = 10_000;
  private static final int CACHED_VECTORS = 5_000;
  private static final int CATALOG_FETCH_WAIT_MILLIS = 5_000;

  @Bean
  TopicNames topicNames(RouterProperties properties) {
    return properties.names();
  }

  @Bean
  InstantSource clock() {
    return InstantSource.system();
  }

  @Bean
  AvroSerdes avroSerdes(RouterProperties properties) {
    return new AvroSerdes(properties.endpoint());
  }

  @Bean
  Admin admin(KafkaAdmin settings) {
    Map<String, Object> bounded = new HashMap<>(settings.getConfigurationProperties());
    bounded.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MILLIS);
    bounded.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MILLIS);
    return Admin.create(bounded);
  }

  @Bean
  StartChecks startChecks(Admin admin, TopicNames names, RouterProperties properties) {
    StartChecks checks = new StartChecks(admin, names, outlet(properties));
    checks.topics();
    return checks;
  }

  /** Where decisions go: a shadow's count nowhere. */
  private static String outlet(RouterProperties properties) {
    TopicNames names = properties.names();
    return properties.router().shadow() ? names.routerShadow() : names.runs();
  }

  @Bean
  RoutingPolicy routingPolicy(
      RouterProperties properties,
      CatalogClassifier classifier,
      Environment environment,
      InstantSource clock)
      throws IOException {
    RouterProperties.Router settings = properties.router();
    ClassifierStage stage =
        settings.classifier().enabled()
            ? new ClassifierStage(classifier, settings.classifier().thresholds())
            : ClassifierStage.off();
    return new RoutingPolicy(
        new RequestValidator(settings.limits()),
        rules(settings.rules()),
        modelStage(settings.model(), environment, clock).map(stage::before).orElse(stage),
        settings.fallbackTarget());
  }

  private static Optional<ModelStage> modelStage(
      RouterProperties.Model settings, Environment environment, InstantSource clock) {
    if (settings.tier().isBlank()) {
      return Optional.empty();
    }
    TargetModels models =
        ServiceLoader.load(TargetModels.class)
            .findFirst()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "baton.router.model.tier: '%s', but this router has no model client (expected: the service router-with-models)"
                        .formatted(settings.tier())));
    TargetModel model = models.open(settings.tier(), settings.deadline(), environment);
    return Optional.of(new ModelStage(model, settings.perMinute(), clock));
  }

  @Bean
  CatalogClassifier catalogClassifier(RouterProperties properties, CatalogFollower catalog) {
    return new CatalogClassifier(
        catalog,
        () -> new CachingEmbedder(new BgeSmallEmbedder(), CACHED_VECTORS),
        properties.router().classifier().patience(),
        embedder -> remembering(properties.router().classifier().vectors(), embedder));
  }

  private static SentenceEmbedder remembering(@Nullable Path file, SentenceEmbedder embedder) {
    return file == null ? embedder : new VectorFile(embedder, file);
  }

  @Bean
  ClassifierStart classifierStart(
      RouterProperties properties, CatalogClassifier classifier, CatalogFollower catalog) {
    return new ClassifierStart(properties.router().classifier(), classifier, catalog);
  }

  private static RoutingRules rules(Resource file) throws IOException {
    if (!file.isReadable()) {
      throw new IllegalArgumentException(
          "baton.router.rules: %s (expected: a readable rule file)"
              .formatted(file.getDescription()));
    }
    return RuleFile.parse(
        String.valueOf(file.getFilename()), file.getContentAsString(StandardCharsets.UTF_8));
  }

  @Bean
  DeadLetters deadLetters(
      KafkaOperations<byte[], byte[]> kafka,
      AvroSerdes serdes,
      RouterProperties properties,
      InstantSource clock,
      RouteTelemetry telemetry) {
    Serializer<DeadLetter> serializer = serdes.serializer();
    DeadLetters letters =
        properties.router().shadow()
            ? DeadLetters.ofShadow(serializer, properties.names(), clock)
            : new DeadLetters(kafka, serializer, properties.names(), clock);
    return letters.countedBy(telemetry::buried);
  }

  /** A shadow decides about nothing: its decisions are in nobody's trace. */
  @Bean
  RouteTelemetry routeTelemetry(
      RouterProperties properties, Telemetry tracing, TelemetryConfiguration.Meters meters) {
    return new RouteTelemetry(
        properties.router().shadow() ? Telemetry.OFF : tracing, meters.registry());
  }

  @Bean
  RunEvents runEvents(
      KafkaOperations<byte[], byte[]> kafka, AvroSerdes serdes, RouterProperties properties) {
    return new RunEvents(kafka, serdes.<RunEvent>serializer(), outlet(properties));
  }

  @Bean
  CatalogFollower catalogFollower(
      RouterProperties properties,
      ConsumerFactory<byte[], byte[]> consumers,
      CatalogFollower.Sources sources,
      StartChecks passed) {
    Properties settings = new Properties();
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, CATALOG_FETCH_WAIT_MILLIS);
    return new CatalogFollower(
        properties.names(),
        () -> consumers.createConsumer(null, "baton-router-catalog", null, settings),
        sources,
        properties.router().catalogTimeout());
  }

  @Bean
  CatalogFollower.Sources catalogSources(AvroSerdes serdes, DeadLetters deadLetters) {
    return new CatalogFollower.Sources(serdes, deadLetters);
  }

  /** What is published, less what has no living worker where its card asks for one. */
  interface RoutableCatalog extends Supplier<Catalog> {}

  @Bean
  RoutableCatalog routableCatalog(CatalogFollower catalog, LiveWorkers workers) {
    return () -> catalog.get().whereWorkers(workers::has);
  }

  @Bean
  InboundRequests inboundRequests(
      RoutingPolicy policy,
      RoutableCatalog catalog,
      RunEvents runs,
      InstantSource clock,
      Door door) {
    return new InboundRequests(policy, catalog, runs, clock, door);
  }

  @Bean
  InboundSignals inboundSignals(RouterProperties properties, RunEvents runs, InstantSource clock) {
    return new InboundSignals(runs, clock, properties.router().limits().maxRecordBytes());
  }

  @Bean
  Inbox.Outlets outlets(
      InboundRequests requests,
      InboundSignals signals,
      DeadLetters deadLetters,
      RouteTelemetry telemetry) {
    return new Inbox.Outlets(requests, signals, deadLetters, telemetry);
  }

  @Bean
  SmartInitializingSingleton schemaChecks(
      StartChecks checks, RunEvents runs, DeadLetters deadLetters) {
    return () -> checks.schemas(runs, deadLetters);
  }

  @Bean
  Inbox inbox(TopicNames names, AvroSerdes serdes, Admin admin, Inbox.Outlets outlets) {
    AvroDecoder<Request> requests = serdes.decoder(Request.class);
    AvroDecoder<Signal> signals = serdes.decoder(Signal.class);
    return new Inbox(names, new Inbox.Decoders(requests, signals), new TopicIds(admin), outlets);
  }

  @Bean
  DeliveryWatch deliveryWatch() {
    return new DeliveryWatch();
  }

  @Bean
  KafkaMessageListenerContainer<byte[], byte[]> inboxContainer(
      ConsumerFactory<byte[], byte[]> consumers,
      RouterProperties settings,
      Inbox inbox,
      DeliveryWatch watch) {
    TopicNames names = settings.names();
    boolean shadow = settings.router().shadow();
    // A signal is not decided about: a shadow has nothing to say to it.
    ContainerProperties properties =
        new ContainerProperties(
            shadow
                ? names.requestsPattern()
                : Pattern.compile(names.requestsPattern() + "|" + names.signalsPattern()));
    properties.setGroupId(shadow ? names.routerShadowGroup() : names.routerGroup());
    properties.setClientId("baton-router");
    properties.setMessageListener(watch.around(inbox));
    return KafkaClients.container(consumers, properties, watch);
  }

  @Bean
  RouterHealth routerHealth(
      KafkaMessageListenerContainer<byte[], byte[]> inbox,
      CatalogFollower catalog,
      DeliveryWatch watch,
      RouterHealth.Versions versions) {
    return new RouterHealth(inbox, catalog, watch, versions);
  }

  @Bean
  RouterHealth.Versions versions(RoutingPolicy policy, CatalogClassifier classifier) {
    return new RouterHealth.Versions(policy.version(), classifier::state);
  }
}
