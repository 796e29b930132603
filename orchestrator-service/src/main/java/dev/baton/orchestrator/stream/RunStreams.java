package dev.baton.orchestrator.stream;

import dev.baton.orchestrator.cluster.StartChecks;
import dev.baton.orchestrator.cluster.TopicDirectory;
import dev.baton.orchestrator.cluster.UnreadTopics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Starts, watches and stops Kafka Streams. Spring's own factory bean is not used: it is made for
 * the DSL's builder and starts one topology once, while this one must be built again when the
 * results topics that have to be left out change. Thread-safe.
 */
public final class RunStreams implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(RunStreams.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);
  // A fault that does not pass must not replace threads in a tight loop.
  private static final Duration REPLACE_DELAY = Duration.ofSeconds(1);

  private final StartChecks checks;
  private final TopicDirectory directory;
  private final StreamsSettings settings;
  private final RunTopology.Parts parts;
  private final PacedClients clients;
  private final Watch watch;

  private volatile @Nullable KafkaStreams streams;
  private @Nullable KafkaStreamsMetrics metrics;
  private @Nullable ScheduledExecutorService supervisor;
  private volatile SortedSet<String> excluded = Collections.emptySortedSet();
  private volatile boolean ready;

  /**
   * Streams that are not started.
   *
   * @param engine works on the runs
   * @param settings how Kafka Streams runs
   * @param watch what is watched
   */
  public RunStreams(Engine engine, StreamsSettings settings, Watch watch) {
    this.settings = settings;
    this.watch = watch;
    this.checks = watch.checks();
    this.directory = watch.directory();
    this.clients = new PacedClients(settings.pace().commitLinger());
    this.parts = RunTopology.Parts.of(engine, directory::contains, clients::pacer);
  }

  /**
   * What is watched.
   *
   * @param checks made before the first start
   * @param directory the cluster's topics
   * @param unread results topics that nobody reads
   * @param interval between two looks
   * @param meters where Streams' own metrics go
   */
  public record Watch(
      StartChecks checks,
      TopicDirectory directory,
      UnreadTopics unread,
      Duration interval,
      Optional<MeterRegistry> meters) {}

  @Override
  public synchronized void start() {
    checks.run();
    directory.refresh();
    open();
    supervisor =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("orchestrator-watch").factory());
    var _ =
        supervisor.scheduleWithFixedDelay(
            this::look,
            watch.interval().toMillis(),
            watch.interval().toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private void open() {
    excluded = directory.misPartitioned();
    if (!excluded.isEmpty()) {
      log.error(
          "Results topics left out, because their number of partitions is not that of {}: {}",
          parts.engine().names().runs(),
          excluded);
    }
    KafkaStreams opened =
        new KafkaStreams(RunTopology.build(parts, excluded), settings.toProperties(), clients);
    opened.setUncaughtExceptionHandler(RunStreams::replaceThread);
    opened.setStateListener((state, _) -> ready = ready || state == State.RUNNING);
    watch.meters().ifPresent(meters -> bind(opened, meters));
    opened.start();
    streams = opened;
  }

  private void bind(KafkaStreams opened, MeterRegistry meters) {
    metrics = new KafkaStreamsMetrics(opened);
    metrics.bindTo(meters);
  }

  private static StreamThreadExceptionResponse replaceThread(Throwable failure) {
    log.error("Stream thread failed; another one takes its place", failure);
    try {
      Thread.sleep(REPLACE_DELAY);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  private synchronized void look() {
    try {
      directory.refresh();
      if (supervisor == null) {
        return;
      }
      if (isBroken() || !excluded.equals(directory.misPartitioned())) {
        close(membership());
        open();
      } else if (state() == State.RUNNING && watch.unread().areOverdue()) {
        close(GroupMembershipOperation.LEAVE_GROUP);
        open();
      }
    } catch (
        RuntimeException
            e) { // Whatever it is: a watch that ended would never notice that it has passed.
      log.warn("Looking after the streams failed; tried again in {}", watch.interval(), e);
    }
  }

  private boolean isBroken() {
    return state() == State.ERROR || state() == State.NOT_RUNNING;
  }

  @Override
  public synchronized void stop() {
    if (supervisor != null) {
      supervisor.shutdownNow();
      supervisor = null;
    }
    close(membership());
    ready = false;
  }

  /**
   * Without a stable name the next start would be another member, and would wait until the session
   * of this one ends.
   */
  private GroupMembershipOperation membership() {
    return settings.instanceId().isPresent()
        ? GroupMembershipOperation.REMAIN_IN_GROUP
        : GroupMembershipOperation.LEAVE_GROUP;
  }

  private void close(GroupMembershipOperation membership) {
    if (metrics != null) {
      metrics.close();
      metrics = null;
    }
    KafkaStreams present = streams;
    if (present != null) {
      if (!present.close(
          CloseOptions.timeout(CLOSE_TIMEOUT).withGroupMembershipOperation(membership))) {
        log.warn("Streams did not close within {}", CLOSE_TIMEOUT);
      }
      streams = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return supervisor != null;
  }

  /** Where Kafka Streams stands. */
  public State state() {
    KafkaStreams present = streams;
    return present == null ? State.NOT_RUNNING : present.state();
  }

  /** Whether it has worked since the start. */
  public boolean isReady() {
    return ready;
  }

  /** The results topics that are not read because of their number of partitions. */
  public SortedSet<String> excluded() {
    return excluded;
  }
}
