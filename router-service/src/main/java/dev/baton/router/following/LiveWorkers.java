package dev.baton.router.following;

import dev.baton.schemas.Heartbeat;
import dev.baton.serde.AvroDecoder;
import dev.baton.serde.Decoded;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Knows which roles have a worker that was alive a moment ago. A pod that says nothing for three
 * heartbeats is taken for gone. Thread-safe.
 */
public final class LiveWorkers implements TopicFollower.Handler, AutoCloseable {

  /** How long a heartbeat counts: workers send one every five seconds. */
  public static final Duration LIFE = Duration.ofSeconds(15);

  /** Heartbeats come from workers, whose number no installation exceeds. */
  private static final int MAX_PODS = 10_000;

  private final AvroDecoder<Heartbeat> decoder;
  private final InstantSource clock;
  private final Map<String, Heartbeat> pods = new ConcurrentHashMap<>();

  /** Nobody known yet. */
  public LiveWorkers(AvroDecoder<Heartbeat> decoder, InstantSource clock) {
    this.decoder = decoder;
    this.clock = clock;
  }

  @Override
  public void accept(ConsumerRecord<byte[], byte[]> record) {
    if (decoder.decode(record.topic(), record.value())
        instanceof Decoded.Valid<Heartbeat>(Heartbeat heartbeat)) {
      note(heartbeat);
    }
  }

  void note(Heartbeat heartbeat) {
    if (pods.size() >= MAX_PODS) {
      pods.values().removeIf(known -> !isAlive(known));
    }
    if (pods.size() < MAX_PODS || pods.containsKey(heartbeat.getPod())) {
      pods.put(heartbeat.getPod(), heartbeat);
    }
  }

  /** Whether a role has a living worker. */
  public boolean has(String role) {
    return pods.values().stream().anyMatch(pod -> pod.getRole().equals(role) && isAlive(pod));
  }

  /** How many tasks the living workers of a role could begin at once, as they last said. */
  public int freeSlots(String role) {
    return pods.values().stream()
        .filter(pod -> pod.getRole().equals(role) && isAlive(pod))
        .mapToInt(pod -> Math.max(0, pod.getSlots() - pod.getBusy()))
        .sum();
  }

  private boolean isAlive(Heartbeat heartbeat) {
    Instant until = heartbeat.getAt().plus(LIFE);
    return clock.instant().isBefore(until);
  }

  @Override
  public void close() {
    decoder.close();
  }
}
