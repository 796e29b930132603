package dev.baton.cli.bench;

import dev.baton.cli.client.Installation;
import dev.baton.cli.cluster.BundledPlan;
import dev.baton.cli.stack.LocalService;
import dev.baton.cli.stack.LocalServices;
import dev.baton.cli.stack.LocalStackPlan;
import dev.baton.cli.stack.Session;
import dev.baton.cli.stack.Settings;
import dev.baton.cli.state.StackProcess;
import dev.baton.cli.state.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a bench measures: a stack of its own, removed afterwards, or a given installation. */
public final class BenchStack implements AutoCloseable {

  private final Installation installation;
  private final List<StackProcess> processes;
  private final Runnable onClose;

  private BenchStack(Installation installation, List<StackProcess> processes, Runnable onClose) {
    this.installation = installation;
    this.processes = List.copyOf(processes);
    this.onClose = onClose;
  }

  /**
   * Starts a router, an orchestrator and a worker of the role {@value NoopApplication#ROLE}; where
   * an installation is given, it must have them.
   */
  public static BenchStack start(Settings settings) throws InterruptedException, IOException {
    if (settings.given().isPresent()) {
      return new BenchStack(settings.given().get(), List.of(), () -> {});
    }
    return start(
        settings,
        List.of(
            LocalService.orchestrator(),
            LocalService.router().with("--baton.router.fallback=agent:noop"),
            LocalService.worker(NoopApplication.ROLE, NoopApplication::builder)));
  }

  /**
   * Starts a worker alone whose tasks take as long as they say.
   *
   * @param arguments further settings of it
   */
  static BenchStack startWorker(Settings settings, List<String> arguments)
      throws InterruptedException, IOException {
    LocalService worker = LocalService.worker(NoopApplication.ROLE, TimedApplication::builder);
    for (String argument : arguments) {
      worker = worker.with(argument);
    }
    return start(settings, List.of(worker));
  }

  private static BenchStack start(Settings settings, List<LocalService> parts)
      throws InterruptedException, IOException {
    Path folder = Files.createTempDirectory("baton-bench-");
    Settings own = new Settings(new StateFolder(folder), Optional.empty(), settings.names());
    LocalStackPlan plan =
        new LocalStackPlan(
            BundledPlan.of(settings.names(), Set.of(NoopApplication.ROLE), LocalStackPlan.SIZES),
            parts);
    LocalServices services = LocalServices.start(own, plan);
    return new BenchStack(
        Session.installation(services.stack()),
        services.stack().processes(),
        () -> {
          services.close();
          delete(folder);
        });
  }

  /** Where to send requests and read answers. */
  public Installation installation() {
    return installation;
  }

  /** The processes whose costs count. */
  public List<StackProcess> processes() {
    return processes;
  }

  @Override
  public void close() {
    onClose.run();
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("cannot delete " + folder, e);
    }
  }
}
