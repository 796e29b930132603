package dev.baton.router.app;

import dev.baton.router.following.ShadowWatch;
import dev.baton.router.following.TopicFollower;
import dev.baton.schemas.RunEvent;
import dev.baton.serde.AvroSerdes;
import dev.baton.topics.TopicNames;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;

/** What only a shadow has: it compares itself with the router in charge. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("baton.router.shadow")
class ShadowConfiguration {

  @Bean
  ShadowWatch shadowWatch(
      TopicNames names, AvroSerdes serdes, ObjectProvider<MeterRegistry> meters) {
    return new ShadowWatch(
        names, serdes.decoder(RunEvent.class), meters.getIfAvailable(SimpleMeterRegistry::new));
  }

  @Bean
  TopicFollower shadowFollower(
      TopicNames names,
      ConsumerFactory<byte[], byte[]> consumers,
      ShadowWatch watch,
      InstantSource clock,
      StartChecks passed) {
    return new TopicFollower(
        List.of(names.runs(), names.routerShadow()),
        () -> consumers.createConsumer(null, "baton-router-shadow-watch", null),
        clock::instant,
        watch);
  }
}
