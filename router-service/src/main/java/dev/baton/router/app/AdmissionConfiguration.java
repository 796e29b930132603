package dev.baton.router.app;

import dev.baton.router.admission.Door;
import dev.baton.router.admission.QueueTimes;
import dev.baton.router.admission.QueueWatch;
import dev.baton.router.admission.TenantRates;
import dev.baton.router.following.LiveWorkers;
import dev.baton.router.following.TopicFollower;
import dev.baton.router.registry.CatalogFollower;
import dev.baton.schemas.Heartbeat;
import dev.baton.serde.AvroSerdes;
import dev.baton.topics.TopicNames;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;

/** What the door goes by: rates, living workers, queues. A shadow refuses nothing for the load. */
@Configuration(proxyBeanMethods = false)
class AdmissionConfiguration {

  @Bean
  LiveWorkers liveWorkers(AvroSerdes serdes, InstantSource clock) {
    return new LiveWorkers(serdes.decoder(Heartbeat.class), clock);
  }

  @Bean
  TopicFollower heartbeatFollower(
      TopicNames names,
      ConsumerFactory<byte[], byte[]> consumers,
      LiveWorkers workers,
      InstantSource clock,
      StartChecks passed) {
    return new TopicFollower(
        List.of(names.heartbeats()),
        () -> consumers.createConsumer(null, "baton-router-heartbeats", null),
        () -> clock.instant().minus(LiveWorkers.LIFE),
        workers);
  }

  @Bean
  @ConditionalOnProperty(name = "baton.router.admission.queue-time", matchIfMissing = true)
  QueueWatch queueWatch(
      TopicNames names,
      Admin admin,
      CatalogFollower catalog,
      LiveWorkers workers,
      RouterProperties properties,
      InstantSource clock) {
    QueueWatch.Queues queues =
        new QueueWatch.Queues(() -> catalog.get().roles(), properties.priorities());
    return new QueueWatch(names, admin, queues, workers::freeSlots, clock);
  }

  @Bean
  Door door(RouterProperties properties, ObjectProvider<QueueWatch> queues) {
    RouterProperties.Router router = properties.router();
    if (router.shadow()) {
      return Door.open();
    }
    TenantRates rates = router.admission().rates();
    QueueTimes times = queues.getIfAvailable();
    return new Door(rates, times == null ? QueueTimes.unknown() : times);
  }
}
