package dev.baton.agent.app;

import dev.baton.agent.kafka.StartChecks;
import dev.baton.agent.kafka.TopicReader;
import dev.baton.agent.model.FleetQuota;
import dev.baton.agent.slot.SlotLanes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Starts and drains a worker with its Spring context. */
final class WorkerLifecycle implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(WorkerLifecycle.class);

  private final WorkerProperties properties;
  private final StartChecks checks;
  private final SlotLanes worker;
  private final WorkerSpeech speech;
  private volatile boolean running;

  WorkerLifecycle(
      WorkerProperties properties, StartChecks checks, SlotLanes worker, WorkerSpeech speech) {
    this.properties = properties;
    this.checks = checks;
    this.worker = worker;
    this.speech = speech;
  }

  @Override
  public void start() {
    try {
      checks.check();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(
          "start of worker %s was interrupted".formatted(properties.role()), e);
    }
    Instant now = InstantSource.system().instant();
    speech.control().start(now.minus(properties.controlMemory()));
    speech.pods().ifPresent(pods -> pods.start(now.minus(FleetQuota.MEMORY)));
    worker.start();
    speech.heartbeats().start();
    running = true;
    LOG.info("worker {} takes tasks with {} slots", properties.role(), properties.slots());
  }

  @Override
  public void stop() {
    Duration grace = properties.drainGrace();
    try {
      boolean ended = worker.drain(grace);
      LOG.info(
          "worker {} {}",
          properties.role(),
          ended ? "has drained" : "did not end its work within its bounds");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      running = false;
      speech.heartbeats().close();
      speech.control().close();
      speech.pods().ifPresent(TopicReader::close);
      speech.outbox().close();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
