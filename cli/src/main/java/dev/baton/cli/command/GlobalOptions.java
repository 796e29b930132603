package dev.baton.cli.command;

import dev.baton.cli.client.Installation;
import dev.baton.cli.failure.CommandFailure;
import dev.baton.cli.stack.Settings;
import dev.baton.cli.state.StateFolder;
import dev.baton.serde.RegistryEndpoint;
import dev.baton.topics.TopicNames;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that every command has: which installation it is about. */
final class GlobalOptions {

  static final String STATE_VARIABLE = "BATON_STATE";

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = "Folder of the local installation (default: $BATON_STATE or ~/.baton).")
  private @Nullable Path state;

  @Option(
      names = "--bootstrap-server",
      paramLabel = "HOST:PORT",
      description = "Use an existing installation instead of the local stack.")
  private @Nullable String bootstrapServers;

  @Option(
      names = "--registry",
      paramLabel = "URL",
      description = "Schema registry of that installation.")
  private @Nullable URI registry;

  @Option(
      names = "--registry-kind",
      paramLabel = "KIND",
      description = "Whose client speaks to it: ${COMPLETION-CANDIDATES} (default: apicurio).")
  private RegistryEndpoint.Kind registryKind = RegistryEndpoint.Kind.APICURIO;

  @Option(
      names = "--command-config",
      paramLabel = "FILE",
      description = "Properties of Kafka clients, for example for security.")
  private @Nullable Path commandConfig;

  @Option(
      names = "--content",
      paramLabel = "URL",
      description = "Content store of that installation: file:/FOLDER or s3://BUCKET/PREFIX.")
  private @Nullable URI content;

  @Option(
      names = "--content-option",
      paramLabel = "NAME=VALUE",
      description = "More about a bucket: endpoint, region, path-style.")
  private Map<String, String> contentOptions = new LinkedHashMap<>();

  @Option(
      names = "--prefix",
      paramLabel = "PREFIX",
      description = "What topic names start with (default: baton.).")
  private String prefix = TopicNames.DEFAULT_PREFIX;

  @Option(names = "--debug", description = "Show the stack trace of an error.")
  private boolean debug;

  boolean debug() {
    return debug;
  }

  StateFolder state() {
    return new StateFolder(state == null ? defaultState() : state);
  }

  Settings settings() {
    try {
      TopicNames names = new TopicNames(prefix);
      return new Settings(state(), given(names), names);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(String.valueOf(e.getMessage()));
    }
  }

  /** Where large answers lie: the local stack's own store, or the one that is named. */
  LargeAnswers largeAnswers() {
    if (content != null) {
      return new LargeAnswers(Optional.of(content), contentOptions);
    }
    boolean local = bootstrapServers == null && registry == null && commandConfig == null;
    return new LargeAnswers(
        local ? Optional.of(state().content().toUri()) : Optional.empty(), Map.of());
  }

  private Optional<Installation> given(TopicNames names) {
    if (bootstrapServers == null && registry == null && commandConfig == null) {
      return Optional.empty();
    }
    if (bootstrapServers == null || registry == null) {
      throw CommandFailure.usage(
          "--bootstrap-server and --registry: only one is given (expected: both, or neither for the local stack)");
    }
    return Optional.of(
        new Installation(
            bootstrapServers,
            new RegistryEndpoint(registryKind, registry),
            names,
            commandConfig == null ? Map.of() : read(commandConfig)));
  }

  private static Path defaultState() {
    String variable = System.getenv(STATE_VARIABLE);
    return variable == null || variable.isBlank()
        ? Path.of(System.getProperty("user.home"), ".baton")
        : Path.of(variable);
  }

  private static Map<String, String> read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw CommandFailure.usage("--command-config: " + file + " (expected: a properties file)");
    }
    Map<String, String> settings = new LinkedHashMap<>();
    properties
        .stringPropertyNames()
        .forEach(name -> settings.put(name, properties.getProperty(name)));
    return settings;
  }
}
