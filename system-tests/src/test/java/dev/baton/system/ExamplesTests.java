package dev.baton.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.cli.client.Installation;
import dev.baton.cli.stack.LocalServices;
import dev.baton.cli.stack.Settings;
import dev.baton.cli.state.RunningStack;
import dev.baton.cli.state.StateFolder;
import dev.baton.serde.RegistryEndpoint;
import dev.baton.topics.TopicNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The programs of docs/requests.md, run as they stand there against the local stack. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExamplesTests {

  private static final int LIMIT_SECONDS = 120;

  @TempDir private static Path folder = Path.of("");

  private Optional<LocalServices> services = Optional.empty();

  @BeforeAll
  void start() throws InterruptedException {
    services =
        Optional.of(
            LocalServices.start(
                new Settings(new StateFolder(folder), Optional.empty(), TopicNames.standard())));
  }

  @AfterAll
  void stop() {
    services.ifPresent(LocalServices::close);
  }

  @Test
  void producesARequestAndPrintsItsAnswer() throws Exception {
    String printed = run("ProduceRequest.java", "Where is the moon?");

    // No documents are configured here, so the answer may say that it has none; what counts is that
    // it is this request's.
    assertThat(printed)
        .containsPattern("(COMPLETE|PARTIAL|FAILED) [0-9a-f-]{36} \\{ticket=4711\\}");
  }

  @Test
  void producesARequestWithoutAnyCodeOfBatons() throws Exception {
    try (AnswerTally tally = new AnswerTally(installation())) {
      int before = tally.read();

      assertThat(run("ProduceWithAnyAvroClient.java", "Where is the sun?"))
          .contains("sent to baton.requests-");

      await()
          .atMost(Duration.ofSeconds(LIMIT_SECONDS))
          .pollInSameThread()
          .until(() -> tally.read() > before);
    }
  }

  private RunningStack stack() {
    return services.orElseThrow().stack();
  }

  private Installation installation() {
    return new Installation(
        stack().bootstrapServers(),
        RegistryEndpoint.apicurio(stack().registryUrl()),
        TopicNames.standard(),
        Map.of());
  }

  private String run(String example, String goal) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
    command.add(Path.of("..", "examples", example).toString());
    command.add(stack().bootstrapServers());
    command.add(stack().registryUrl());
    command.add(goal);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as(printed).isTrue();
    assertThat(process.exitValue()).as(printed).isZero();
    return printed;
  }
}
