package dev.baton.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackFilesTests {
  @TempDir Path folder;

  @Test
  void findsTheBuiltStackBelowHome() {
    assertThat(StackFiles.locate().registryJar()).isRegularFile();
  }

  @Test
  void namesTheMissingBrokerAndTheCommandThatBuildsIt() {
    assertThatExceptionOfType(StackException.class)
        .isThrownBy(() -> StackFiles.at(folder))
        .withMessageContaining("Kafka broker is missing")
        .withMessageContaining(folder.resolve("kafka").toString())
        .withMessageContaining("./baton verify");
  }

  @Test
  void namesTheMissingRegistry() throws IOException {
    jar("kafka_2.13-4.2.1.jar");
    jar("kafka-clients-4.2.1.jar");

    assertThatExceptionOfType(StackException.class)
        .isThrownBy(() -> StackFiles.at(folder))
        .withMessageContaining("schema registry is missing")
        .withMessageContaining("quarkus-run.jar");
  }

  @Test
  void refusesAFolderWithTwoVersionsOfKafka() throws IOException {
    jar("kafka_2.13-4.2.1.jar");
    jar("kafka-clients-4.2.1.jar");
    jar("kafka-clients-4.2.2.jar");

    assertThatExceptionOfType(StackException.class)
        .isThrownBy(() -> StackFiles.at(folder))
        .withMessageContaining("[kafka-clients-4.2.1.jar, kafka-clients-4.2.2.jar]");
  }

  private void jar(String name) throws IOException {
    Files.createDirectories(folder.resolve("kafka").resolve("lib"));
    Files.createFile(folder.resolve("kafka").resolve("lib").resolve(name));
  }
}
