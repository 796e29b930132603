package dev.baton.cli.stack;

import dev.baton.cli.failure.CommandFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;

/** The services' Spring contexts, started and stopped side by side. */
final class ServiceContexts implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ServiceContexts.class);

  private static final String NO_PREINITIALIZER = "spring.backgroundpreinitializer.ignore";

  private final List<ConfigurableApplicationContext> contexts = new ArrayList<>();

  /**
   * Starts the services and returns when all are ready.
   *
   * @param shared settings of every service
   * @throws CommandFailure if one does not start; those that did are stopped
   */
  static ServiceContexts start(List<LocalService> services, List<String> shared)
      throws InterruptedException {
    // Each context would set up the one log of this process anew, in the middle of the others'
    // work.
    System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
    // Seven contexts keep every core busy: nothing is gained by a thread that loads classes ahead.
    System.setProperty(NO_PREINITIALIZER, "true");
    ServiceContexts started = new ServiceContexts();
    boolean complete = false;
    try (ExecutorService starts = Executors.newThreadPerTaskExecutor(threads("start-"))) {
      Map<LocalService, Future<ConfigurableApplicationContext>> pending = new LinkedHashMap<>();
      services.forEach(
          service -> pending.put(service, starts.submit(() -> start(service, shared))));
      started.await(pending);
      complete = true;
      return started;
    } finally {
      if (!complete) {
        started.close();
      }
    }
  }

  private void await(Map<LocalService, Future<ConfigurableApplicationContext>> pending)
      throws InterruptedException {
    List<CommandFailure> failures = new ArrayList<>();
    for (Map.Entry<LocalService, Future<ConfigurableApplicationContext>> one : pending.entrySet()) {
      try {
        contexts.add(one.getValue().get());
      } catch (ExecutionException e) {
        failures.add(
            CommandFailure.failed(
                "%s does not start: %s".formatted(one.getKey().name(), rootMessage(e)), e));
      }
    }
    if (!failures.isEmpty()) {
      throw failures.getFirst();
    }
  }

  private static ConfigurableApplicationContext start(LocalService service, List<String> shared) {
    List<String> arguments = new ArrayList<>(shared);
    arguments.addAll(service.arguments());
    long before = System.nanoTime();
    ConfigurableApplicationContext context =
        service
            .application()
            .get()
            .web(WebApplicationType.NONE)
            .bannerMode(Banner.Mode.OFF)
            .logStartupInfo(false)
            .registerShutdownHook(false)
            .run(arguments.toArray(String[]::new));
    LOG.info("{} started in {} ms", service.name(), (System.nanoTime() - before) / 1_000_000);
    return context;
  }

  @Override
  public void close() {
    try (ExecutorService stops = Executors.newThreadPerTaskExecutor(threads("stop-"))) {
      contexts.forEach(context -> stops.execute(context::close));
    }
    contexts.clear();
  }

  private static java.util.concurrent.ThreadFactory threads(String name) {
    return Thread.ofPlatform().name(name, 0).factory();
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    for (Throwable cause = root.getCause(); cause != null; cause = cause.getCause()) {
      root = cause;
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }
}
