package dev.baton.router.admission;

import dev.baton.router.admission.QueueEstimate.Look;
import dev.baton.schemas.Priority;
import dev.baton.topics.TopicNames;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Looks every few seconds how much waits in each role's task topics and how fast its workers take
 * it. Best effort: without an answer of the broker there is no estimate, and nobody is refused for
 * want of one. Thread-safe.
 */
public final class QueueWatch implements QueueTimes, SmartLifecycle {

  private static final Duration EVERY = Duration.ofSeconds(5);
  private static final Duration TIMEOUT = Duration.ofSeconds(4);

  /** A look that is older says nothing about now. */
  private static final Duration LIFE = Duration.ofSeconds(20);

  private static final Logger log = LoggerFactory.getLogger(QueueWatch.class);

  private final TopicNames names;
  private final Admin admin;
  private final Supplier<Set<String>> roles;
  private final List<Priority> classes;
  private final ToIntFunction<String> freeSlots;
  private final InstantSource clock;
  private final Map<Queue, Seen> seen = new ConcurrentHashMap<>();
  private final Map<Queue, QueueEstimate> estimates = new HashMap<>();
  private volatile boolean running;
  private volatile ScheduledExecutorService timer = Executors.newScheduledThreadPool(0);

  /** One task topic. */
  private record Queue(String role, Priority priority) {}

  /** What the last look at a queue gave. */
  private record Seen(Instant at, Optional<Duration> waiting) {}

  /**
   * Which queues there are.
   *
   * @param roles those that have one
   * @param priorities whether HIGH and LOW have queues of their own
   */
  public record Queues(Supplier<Set<String>> roles, boolean priorities) {}

  /**
   * A watch that has not looked yet.
   *
   * @param queues whose queues there are
   * @param freeSlots tasks that a role's living workers could begin at once
   */
  public QueueWatch(
      TopicNames names,
      Admin admin,
      Queues queues,
      ToIntFunction<String> freeSlots,
      InstantSource clock) {
    this.names = names;
    this.admin = admin;
    this.roles = queues.roles();
    this.classes = queues.priorities() ? List.of(Priority.values()) : List.of(Priority.NORMAL);
    this.freeSlots = freeSlots;
    this.clock = clock;
  }

  @Override
  public Optional<Duration> waiting(String role, Priority priority) {
    Seen last = seen.get(new Queue(role, classes.contains(priority) ? priority : Priority.NORMAL));
    return last == null || last.at().plus(LIFE).isBefore(clock.instant())
        ? Optional.empty()
        : last.waiting();
  }

  /** Looks once; used by the timer's thread alone. */
  void look() {
    Set<Queue> known =
        roles.get().stream()
            .flatMap(role -> classes.stream().map(priority -> new Queue(role, priority)))
            .collect(Collectors.toSet());
    seen.keySet().retainAll(known);
    estimates.keySet().retainAll(known);
    Map<String, ListShareGroupOffsetsSpec> groups = new HashMap<>();
    known.forEach(queue -> groups.put(group(queue), new ListShareGroupOffsetsSpec()));
    ListShareGroupOffsetsResult offsets = admin.listShareGroupOffsets(groups);
    known.forEach(queue -> note(queue, offsets));
  }

  private String group(Queue queue) {
    return names.workerGroup(queue.role(), queue.priority());
  }

  private void note(Queue queue, ListShareGroupOffsetsResult offsets) {
    try {
      Collection<SharePartitionOffsetInfo> partitions =
          offsets
              .partitionsToOffsetInfo(group(queue))
              .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
              .values();
      long taken = 0;
      long waiting = 0;
      for (SharePartitionOffsetInfo partition : partitions) {
        taken += partition.startOffset();
        // -1 before the group's first use.
        waiting += Math.max(0, partition.lag().orElse(0L));
      }
      QueueEstimate estimate = estimates.computeIfAbsent(queue, _ -> new QueueEstimate());
      Instant now = clock.instant();
      estimate.add(new Look(now, taken, waiting));
      seen.put(queue, new Seen(now, estimate.waiting(freeSlots.applyAsInt(queue.role()))));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      log.debug("{}: no look at it", queue, e);
    }
  }

  @Override
  public void start() {
    timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("baton-queues").daemon().factory());
    var _ =
        timer.scheduleWithFixedDelay(this::lookSafely, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    running = true;
  }

  private void lookSafely() {
    try {
      look();
    } catch (RuntimeException e) {
      // Thrown on, it would end the timer.
      log.warn("the queues cannot be looked at", e);
    }
  }

  @Override
  public void stop() {
    timer.shutdownNow();
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
