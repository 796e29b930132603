package dev.baton.stack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All children of this JVM: none may outlive it when it ends in any orderly way. */
final class Children {
  /** How long the JVM's exit waits for tasks that still need the children. */
  private static final Duration BEFORE_EXIT_LIMIT = Duration.ofSeconds(30);

  private static final Logger log = LoggerFactory.getLogger(Children.class);
  private static final Set<ChildService> RUNNING = ConcurrentHashMap.newKeySet();
  private static final List<Runnable> BEFORE_EXIT = new CopyOnWriteArrayList<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Children::endAll, "local-stack-exit"));
  }

  private Children() {}

  static void add(ChildService child) {
    RUNNING.add(child);
  }

  static void remove(ChildService child) {
    RUNNING.remove(child);
  }

  static void beforeExit(Runnable task) {
    BEFORE_EXIT.add(task);
  }

  private static void endAll() {
    // The JVM runs its exit hooks side by side, so what still talks to a child must end here first.
    joinAll(start(BEFORE_EXIT), BEFORE_EXIT_LIMIT);
    List<Runnable> stops = new ArrayList<>();
    RUNNING.forEach(child -> stops.add(child::stop));
    joinAll(start(stops), ChildService.LONGEST_STOP);
  }

  private static List<Thread> start(List<Runnable> tasks) {
    return tasks.stream().map(task -> Thread.ofPlatform().daemon().start(task)).toList();
  }

  private static void joinAll(List<Thread> threads, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    try {
      for (Thread thread : threads) {
        Duration rest = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
        if (!thread.join(rest)) {
          log.warn("{} did not end within {}", thread.getName(), limit);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
