package dev.baton.stack.testing;

import dev.baton.stack.BrokerSettings;
import dev.baton.stack.LocalStack;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.utils.AppInfoParser;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The broker's image, run by Testcontainers, which a module's tests need not have: touch it last.
 */
final class ContainerKafka {
  private static final String IMAGE = "apache/kafka";

  private ContainerKafka() {}

  /** What keeps a container from being used, if anything does. */
  static Optional<String> obstacle() {
    return DockerClientFactory.instance().isDockerAvailable()
        ? Optional.empty()
        : Optional.of("Testcontainers is asked for, but no Docker engine answers");
  }

  /** Starts a broker of the clients' version and returns where clients connect. */
  static String start() {
    DockerImageName image = DockerImageName.parse(IMAGE).withTag(AppInfoParser.getVersion());
    KafkaContainer container = new KafkaContainer(image);
    BrokerSettings.singleNode()
        .forEach((name, value) -> container.addEnv(environmentName(name), value));
    LocalStack.beforeExit(container::stop);
    container.start();
    return container.getBootstrapServers();
  }

  private static String environmentName(String setting) {
    return "KAFKA_" + setting.replace('.', '_').toUpperCase(Locale.ROOT);
  }
}
