package dev.baton.orchestrator.app;

import dev.baton.orchestrator.stream.RunStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Up once Kafka Streams has run, and while it runs or rebalances. Part of readiness, not of
 * liveness: Streams replaces its own threads, and a restart would only add a rebalance.
 */
public final class StreamsHealthIndicator implements HealthIndicator {

  private final RunStreams streams;

  StreamsHealthIndicator(RunStreams streams) {
    this.streams = streams;
  }

  @Override
  public Health health() {
    State state = streams.state();
    boolean works = state == State.RUNNING || state == State.REBALANCING;
    return (works && streams.isReady() ? Health.up() : Health.outOfService())
        .withDetail("state", state.name())
        .withDetail("excludedTopics", streams.excluded())
        .build();
  }
}
