package dev.baton.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the built stack lies: the broker's jars and the unpacked registry. Immutable.
 *
 * <p>Class archives that make later starts faster are kept in a folder beside them; without write
 * access to it, every start is simply a first one.
 */
public final class StackFiles {
  /** System property that names the root of Baton's repository or installation. */
  public static final String HOME_PROPERTY = "baton.home";

  private static final Path BELOW_HOME = Path.of("local-stack", "target", "stack");
  private static final String BUILD_HINT = "build it with ./baton verify or ./mvnw package";

  private final Path root;

  private StackFiles(Path root) {
    this.root = root;
  }

  /**
   * Finds the stack below the folder named by {@value #HOME_PROPERTY}.
   *
   * @throws StackException if the property is not set or something is missing; names which, and the
   *     command that builds it
   */
  public static StackFiles locate() {
    String home = System.getProperty(HOME_PROPERTY);
    if (home == null || home.isBlank()) {
      throw new StackException(
          "system property "
              + HOME_PROPERTY
              + " is not set (expected: the root folder of Baton, whose "
              + BELOW_HOME
              + " holds the broker and the registry; "
              + BUILD_HINT
              + ")");
    }
    return at(Path.of(home).resolve(BELOW_HOME));
  }

  /**
   * Uses the stack in a given folder, which holds {@code kafka/lib} and {@code registry}.
   *
   * @throws StackException if something is missing there; names what, and the command that builds
   *     it
   */
  public static StackFiles at(Path folder) {
    StackFiles files = new StackFiles(folder.toAbsolutePath().normalize());
    files.requireBrokerJars();
    if (!Files.isRegularFile(files.registryJar())) {
      throw missing("the schema registry", files.registryJar());
    }
    return files;
  }

  private void requireBrokerJars() {
    List<Path> clients = brokerJars("kafka-clients-");
    if (clients.isEmpty() || brokerJars("kafka_2.13-").isEmpty()) {
      throw missing("the Kafka broker", kafkaLibrary().resolve("kafka_2.13-*.jar"));
    }
    if (clients.size() > 1) {
      throw new StackException(
          "several versions of Kafka lie in "
              + kafkaLibrary()
              + ": "
              + clients.stream().map(Path::getFileName).toList()
              + " (expected: one; delete the folder and "
              + BUILD_HINT
              + ")");
    }
  }

  private List<Path> brokerJars(String prefix) {
    if (!Files.isDirectory(kafkaLibrary())) {
      return List.of();
    }
    try (Stream<Path> jars = Files.list(kafkaLibrary())) {
      return jars.filter(jar -> jar.getFileName().toString().startsWith(prefix)).sorted().toList();
    } catch (IOException e) {
      throw new StackException("cannot read " + kafkaLibrary() + ": " + e, e);
    }
  }

  private static StackException missing(String what, Path expected) {
    return new StackException(
        what + " is missing (expected: " + expected + "; " + BUILD_HINT + ")");
  }

  Path kafkaLibrary() {
    return root.resolve("kafka").resolve("lib");
  }

  Path registryHome() {
    return root.resolve("registry");
  }

  Path registryJar() {
    return registryHome().resolve("quarkus-run.jar");
  }

  Path archives() {
    return root.resolve("class-archives");
  }

  @Override
  public String toString() {
    return "StackFiles[" + root + "]";
  }
}
