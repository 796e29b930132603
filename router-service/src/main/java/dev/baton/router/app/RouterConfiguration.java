package dev.baton.router.app;

import dev.baton.router.classification.CatalogClassifier;
import dev.baton.router.decision.ClassifierStage;
import dev.baton.router.decision.RequestValidator;
import dev.baton.router.decision.RoutingPolicy;
import dev.baton.router.kafka.DeadLetters;
import dev.baton.router.kafka.InboundRequests;
import dev.baton.router.kafka.InboundSignals;
import dev.baton.router.kafka.Inbox;
import dev.baton.router.kafka.RunEvents;
import dev.baton.router.kafka.TopicIds;
import dev.baton.router.registry.CatalogFollower;
import dev.baton.router.rules.RoutingRules;
import dev.baton.router.rules.RuleFile;
import dev.baton.routing.embedding.BgeSmallEmbedder;
import dev.baton.routing.embedding.CachingEmbedder;
import dev.baton.schemas.DeadLetter;
import dev.baton.schemas.Request;
import dev.baton.schemas.RunEvent;
import dev.baton.schemas.Signal;
import dev.baton.serde.AvroDecoder;
import dev.baton.serde.AvroSerdes;
import dev.baton.topics.TopicNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.Resource;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;

/** Wires the router. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RouterProperties.class)
@Import(KafkaClients.class)
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
  StartChecks startChecks(Admin admin, TopicNames names) {
    StartChecks checks = new StartChecks(admin, names);
    checks.topics();
    return checks;
  }

  @Bean
  RoutingPolicy routingPolicy(RouterProperties properties, CatalogClassifier classifier)
      throws IOException {
    RouterProperties.Router settings = properties.router();
    ClassifierStage stage =
        settings.classifier().enabled()
            ? new ClassifierStage(classifier, settings.classifier().thresholds())
            : ClassifierStage.off();
    return new RoutingPolicy(
        new RequestValidator(settings.limits()),
        rules(settings.rules()),
        stage,
        settings.fallbackTarget());
  }

  @Bean
  CatalogClassifier catalogClassifier(RouterProperties properties, CatalogFollower catalog) {
    return new CatalogClassifier(
        catalog,
        () -> new CachingEmbedder(new BgeSmallEmbedder(), CACHED_VECTORS),
        properties.router().classifier().patience());
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
      TopicNames names,
      InstantSource clock) {
    return new DeadLetters(kafka, serdes.<DeadLetter>serializer(), names, clock);
  }

  @Bean
  RunEvents runEvents(KafkaOperations<byte[], byte[]> kafka, AvroSerdes serdes, TopicNames names) {
    return new RunEvents(kafka, serdes.<RunEvent>serializer(), names);
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

  @Bean
  InboundRequests inboundRequests(
      RoutingPolicy policy, CatalogFollower catalog, RunEvents runs, InstantSource clock) {
    return new InboundRequests(policy, catalog, runs, clock);
  }

  @Bean
  InboundSignals inboundSignals(RouterProperties properties, RunEvents runs, InstantSource clock) {
    return new InboundSignals(runs, clock, properties.router().limits().maxRecordBytes());
  }

  @Bean
  Inbox.Outlets outlets(InboundRequests requests, InboundSignals signals, DeadLetters deadLetters) {
    return new Inbox.Outlets(requests, signals, deadLetters);
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
      TopicNames names,
      Inbox inbox,
      DeliveryWatch watch) {
    ContainerProperties properties =
        new ContainerProperties(
            Pattern.compile(names.requestsPattern() + "|" + names.signalsPattern()));
    properties.setGroupId(names.routerGroup());
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
