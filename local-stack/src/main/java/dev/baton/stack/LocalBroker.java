package dev.baton.stack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.Uuid;

/**
 * A real Kafka broker in combined KRaft mode, run as a child process on 127.0.0.1.
 *
 * <p>The first start formats the state folder; later ones go on with its data and, if it is free,
 * with its port. The child ends with this JVM; one left over by a killed JVM is ended by the next
 * start in the same folder. Use {@link #restart} from one thread; the other methods from any.
 */
public final class LocalBroker implements AutoCloseable {
  private static final String SETTINGS = "server.properties";
  private static final String LOGGING = "logging.properties";
  private static final List<String> JVM =
      List.of("-Xms64m", "-Xmx256m", "-Djava.util.logging.config.file=" + LOGGING);

  private static final String LOG = "broker.0.log";
  private static final int LOG_BYTES = 5_000_000;
  private static final int LOG_FILES = 3;

  private final BrokerOptions options;
  private final StateFolder state;
  private final LocalService service;

  private LocalBroker(BrokerOptions options, StateFolder state) {
    this.options = options;
    this.state = state;
    Path library = options.files().kafkaLibrary();
    List<String> program = List.of("-cp", library + "/*", "kafka.Kafka", SETTINGS);
    ChildSpec spec = new ChildSpec("Kafka broker", JVM, program, LOG);
    ClassArchive archive = ClassArchive.of(spec, options.files(), List.of(library), state);
    ChildService child = new ChildService(spec, state, archive);
    this.service = new LocalService("broker", child, this::launch, options.port());
  }

  /**
   * Starts a broker and waits until it serves.
   *
   * @throws StackException if the port is in use, the state folder is not writable or owned by
   *     another process, or the broker does not come up; the message says which
   */
  public static LocalBroker start(BrokerOptions options) {
    return LocalService.owning(
        options.stateFolder(),
        state -> {
          LocalBroker broker = new LocalBroker(options, state);
          broker.service.start(options.keepData());
          return broker;
        });
  }

  private void launch(int port, Ports ports) {
    int controllerPort = ports.choose("controller", Ports.ANY);
    state.writeProperties(SETTINGS, BrokerSettings.local(port, controllerPort, options.settings()));
    state.writeProperties(LOGGING, logging());
    String clusterId = clusterId();
    service.child().start(() -> new BrokerReadiness(port, clusterId));
  }

  /** The cluster's id; formats the data folder if there is none. */
  private String clusterId() {
    if (!Files.exists(dataFolder().resolve("meta.properties"))) {
      // What an interrupted formatting left would be refused.
      state.clear(LocalService.DATA);
      service
          .child()
          .run("formatting " + dataFolder(), formatCommand(Uuid.randomUuid().toString()));
    }
    Properties written = state.readProperties(LocalService.DATA + "/meta.properties");
    String id = written.getProperty("cluster.id");
    if (id == null) {
      throw new StackException(
          dataFolder() + " holds no cluster id (expected: a broker's data folder)");
    }
    return id;
  }

  private Path dataFolder() {
    return state.file(LocalService.DATA);
  }

  private List<String> formatCommand(String clusterId) {
    return List.of(
        "-cp",
        options.files().kafkaLibrary() + "/*",
        "kafka.tools.StorageTool",
        "format",
        "--cluster-id",
        clusterId,
        "--config",
        SETTINGS);
  }

  /** The JDK's own logging bounds and rotates the log; names are relative to the state folder. */
  private static Map<String, String> logging() {
    String handler = "java.util.logging.FileHandler";
    return Map.of(
        "handlers",
        handler,
        ".level",
        "INFO",
        handler + ".pattern",
        LOG.replace("0", "%g"),
        handler + ".append",
        "true",
        handler + ".limit",
        Integer.toString(LOG_BYTES),
        handler + ".count",
        Integer.toString(LOG_FILES),
        handler + ".formatter",
        "java.util.logging.SimpleFormatter",
        "java.util.logging.SimpleFormatter.format",
        "%1$tF %1$tT.%1$tL %4$s %3$s %5$s%6$s%n");
  }

  /** Where clients connect: {@code 127.0.0.1:port}. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port();
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

  /** Ends the broker in good order, by force if it takes longer than 30 s. Its data stays. */
  public void stop() {
    service.child().stop();
  }

  /** Kills the broker as a crash would: nothing is flushed or handed over. */
  public void kill() {
    service.child().kill();
  }

  /**
   * Starts it again, after {@link #stop} or {@link #kill}, on the same port with the same data; one
   * that runs is stopped first.
   *
   * @throws StackException if somebody else took the port meanwhile, or the broker does not come up
   */
  public void restart() {
    service.restart();
  }

  /** Stops the broker and gives up the state folder. */
  @Override
  public void close() {
    service.close();
  }
}
