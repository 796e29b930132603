package dev.baton.stack.testing;

import dev.baton.stack.BrokerOptions;
import dev.baton.stack.LocalBroker;
import dev.baton.stack.StackFiles;
import java.util.Optional;

/**
 * One real broker per test JVM, started at the first use and ended at the JVM's exit.
 *
 * <p>It is the local broker, or, with the system property {@value #PROPERTY} set to {@code
 * testcontainers} and a Docker engine that answers, one in a container. Tests share it, so each
 * must name its own topics, groups and transactional ids. Safe for use from any thread.
 */
public final class TestKafka {
  /** System property: {@code local} (default) or {@code testcontainers}. */
  public static final String PROPERTY = "baton.test.kafka";

  private static final String CONTAINER_CLASS = "org.testcontainers.kafka.KafkaContainer";

  private final String bootstrapServers;

  private TestKafka(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /** The JVM's broker. */
  public static TestKafka shared() {
    return Holder.SHARED;
  }

  /** Where clients connect: {@code host:port}. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  private static TestKafka start() {
    KafkaChoice choice =
        KafkaChoice.of(System.getProperty(PROPERTY, "local"), TestKafka::containerObstacle);
    String servers = choice.inContainer() ? ContainerKafka.start() : startLocal();
    System.out.println(choice.reason() + " (" + servers + ")");
    return new TestKafka(servers);
  }

  private static Optional<String> containerObstacle() {
    try {
      Class.forName(CONTAINER_CLASS, false, TestKafka.class.getClassLoader());
      return ContainerKafka.obstacle();
    } catch (ClassNotFoundException e) {
      return Optional.of("Testcontainers is asked for, but not on the test class path");
    }
  }

  private static String startLocal() {
    StackFiles files = StackFiles.locate();
    LocalBroker broker =
        TestFolders.start(
            "kafka", folder -> LocalBroker.start(BrokerOptions.in(folder, files).withEmptyState()));
    return broker.bootstrapServers();
  }

  private static final class Holder {
    static final TestKafka SHARED = start();
  }
}
