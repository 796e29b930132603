package dev.baton.stack;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A real schema registry (Apicurio), run as a child process on 127.0.0.1, with its schemas in a
 * database file below the state folder: ids survive a restart and a crash.
 *
 * <p>The child ends with this JVM; one left over by a killed JVM is ended by the next start in the
 * same folder. Use {@link #restart} from one thread; the other methods from any.
 */
public final class LocalRegistry implements AutoCloseable {
  private static final List<String> JVM = List.of("-Xms32m", "-Xmx160m");
  private static final String CONFIGURATION = "config";
  private static final String LOG = "registry.log";
  private static final String CCOMPAT = "/apis/ccompat/v7";
  private static final String NATIVE = "/apis/registry/v3";

  private final StateFolder state;
  private final LocalService service;

  private LocalRegistry(RegistryOptions options, StateFolder state) {
    this.state = state;
    Path home = options.files().registryHome();
    List<String> program = List.of("-jar", options.files().registryJar().toString());
    List<Path> jarFolders = List.of(home, home.resolve("lib").resolve("boot"));
    ChildSpec spec = new ChildSpec("schema registry", JVM, program, LOG);
    ClassArchive archive = ClassArchive.of(spec, options.files(), jarFolders, state);
    ChildService child = new ChildService(spec, state, archive);
    this.service = new LocalService("registry", child, this::launch, options.port());
  }

  /**
   * Starts a registry and waits until it serves.
   *
   * @throws StackException if the port is in use, the state folder is not writable or owned by
   *     another process, or the registry does not come up; the message says which
   */
  public static LocalRegistry start(RegistryOptions options) {
    return LocalService.owning(
        options.stateFolder(),
        state -> {
          LocalRegistry registry = new LocalRegistry(options, state);
          registry.service.start(options.keepData());
          return registry;
        });
  }

  private void launch(int port, Ports ports) {
    state.folder(CONFIGURATION);
    state.writeProperties(CONFIGURATION + "/application.properties", settings(port));
    service.child().start(() -> new RegistryReadiness(url(port) + CCOMPAT));
  }

  /** Paths are relative to the state folder, the registry's working directory. */
  private static Map<String, String> settings(int port) {
    return Map.ofEntries(
        Map.entry("quarkus.http.host", "127.0.0.1"),
        Map.entry("quarkus.http.port", Integer.toString(port)),
        // Java's own client asks for HTTP/2, over which the registry now and then waits for the end
        // of a request that it has, until the client gives up.
        Map.entry("quarkus.http.http2", "false"),
        // Health and metrics on a port of their own: nobody reads them here.
        Map.entry("quarkus.management.host-enabled", "false"),
        Map.entry("quarkus.http.access-log.enabled", "false"),
        Map.entry("quarkus.log.console.enabled", "false"),
        Map.entry("quarkus.log.file.enabled", "true"),
        Map.entry("quarkus.log.file.path", LOG),
        Map.entry("quarkus.log.file.json.enabled", "false"),
        Map.entry("quarkus.log.file.rotation.rotate-on-boot", "false"),
        Map.entry("quarkus.log.file.rotation.max-file-size", "5M"),
        Map.entry("quarkus.log.file.rotation.max-backup-index", "2"),
        Map.entry("apicurio.storage.kind", "sql"),
        Map.entry("apicurio.storage.sql.kind", "h2"),
        // A schema's id is in every record, so a crash must not lose it: no delayed writes.
        Map.entry(
            "apicurio.datasource.url",
            "jdbc:h2:file:./" + LocalService.DATA + "/registry;WRITE_DELAY=0"),
        Map.entry("apicurio.datasource.jdbc.initial-size", "1"),
        Map.entry("apicurio.datasource.jdbc.min-size", "1"),
        Map.entry("apicurio.datasource.jdbc.max-size", "8"),
        Map.entry("apicurio.storage.snapshot.location", "tmp"),
        Map.entry("apicurio.import.work-dir", "tmp"));
  }

  private static String url(int port) {
    return "http://127.0.0.1:" + port;
  }

  /** The registry's root, without a trailing slash. */
  public String url() {
    return url(port());
  }

  /** The Confluent-compatible interface. */
  public String ccompatUrl() {
    return url() + CCOMPAT;
  }

  /** The registry's own interface, which Apicurio's serializers speak. */
  public String apicurioUrl() {
    return url() + NATIVE;
  }

  /** The port on 127.0.0.1; a restart keeps it. */
  public int port() {
    return service.port();
  }

  /** The child's process number; after a stop, the last one's. */
  public long pid() {
    return service.child().pid();
  }

  /** Whether the child runs. */
  public boolean isAlive() {
    return service.child().isAlive();
  }

  /** Ends the registry in good order, by force if it takes longer than 30 s. Its data stays. */
  public void stop() {
    service.child().stop();
  }

  /** Kills the registry as a crash would. */
  public void kill() {
    service.child().kill();
  }

  /**
   * Starts it again, after {@link #stop} or {@link #kill}, on the same port with the same data; one
   * that runs is stopped first.
   *
   * @throws StackException if somebody else took the port meanwhile, or the registry does not come
   *     up
   */
  public void restart() {
    service.restart();
  }

  /** Stops the registry and gives up the state folder. */
  @Override
  public void close() {
    service.close();
  }
}
