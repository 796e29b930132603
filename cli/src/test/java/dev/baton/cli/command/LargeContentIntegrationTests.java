package dev.baton.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.agent.content.ContentLimits;
import dev.baton.agent.task.TaskOutcome;
import dev.baton.cli.cluster.ClusterPlan;
import dev.baton.cli.failure.ExitCodes;
import dev.baton.cli.stack.LocalService;
import dev.baton.cli.stack.LocalServices;
import dev.baton.cli.stack.LocalStackPlan;
import dev.baton.cli.stack.Settings;
import dev.baton.cli.state.StackFile;
import dev.baton.cli.state.StateFolder;
import dev.baton.core.run.RunLimits;
import dev.baton.schemas.WorkflowDefinition;
import dev.baton.topics.TopicCatalogue;
import dev.baton.topics.TopicNames;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A text of 1 MiB, more than a broker takes, from a worker through a slice to a person. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LargeContentIntegrationTests {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String WORKFLOW =
      """
      name: bulk
      version: 1
      description: Makes a long text and has it measured by another task
      steps:
        make:
          agent: bulk
          skill: make
          writes: text
        measure:
          agent: bulk
          skill: measure
          needs: [make]
          reads: [text]
          onMissing: fail
      answer: make
      """;

  @TempDir(cleanup = CleanupMode.ALWAYS)
  private static Path folder = Path.of("");

  private Optional<LocalServices> services = Optional.empty();

  @BeforeAll
  void start() throws InterruptedException {
    TopicNames names = TopicNames.standard();
    StateFolder state = new StateFolder(folder);
    WorkflowDefinition workflow =
        WorkflowDefinition.newBuilder()
            .setName("bulk")
            .setVersion(1)
            .setDigest("test")
            .setDescription("")
            .setBody(WORKFLOW)
            .build();
    ClusterPlan cluster =
        new ClusterPlan(
            new TopicCatalogue(names, Set.of(BulkApplication.ROLE), Set.of()),
            List.of(BulkApplication.card()),
            List.of(workflow),
            LocalStackPlan.SIZES);
    LocalStackPlan plan =
        new LocalStackPlan(
            cluster,
            List.of(
                LocalService.orchestrator(),
                LocalService.router().with("--baton.router.fallback=agent:bulk"),
                LocalService.worker(BulkApplication.ROLE, BulkApplication::builder)
                    .with("--baton.worker.role=" + BulkApplication.ROLE)
                    .with("--baton.worker.card=" + card())));
    LocalServices started = LocalServices.start(new Settings(state, Optional.empty(), names), plan);
    services = Optional.of(started);
    new StackFile(state).write(started.stack());
  }

  @AfterAll
  void stop() {
    services.ifPresent(LocalServices::close);
  }

  @Test
  void bringsALargeTextToTheNextTaskAndToWhoeverAsked() throws Exception {
    TestStreams asked = run("ask", "a long text", "--workflow", "bulk", "--json");

    assertThat(asked.code()).as(asked.out() + asked.err()).isEqualTo(ExitCodes.OK);
    JsonNode answer = JSON.readTree(asked.out());
    assertThat(answer.path("status").asText()).isEqualTo("COMPLETE");
    assertThat(answer.path("answer").asText()).isEqualTo(BulkApplication.text());
    assertThat(answer.at("/reference/bytes").asLong()).isEqualTo(BulkApplication.text().length());
    assertThat(answer.at("/reference/sha256").asText()).isEqualTo(sha256(BulkApplication.text()));

    String run = answer.path("runId").asText();
    Path file = Path.of(URI.create(answer.at("/reference/uri").asText()));
    assertThat(file.startsWith(folder.resolve("content"))).isTrue();
    assertThat(run("show", run).out()).contains(BulkApplication.text().strip());

    Files.writeString(file, "x".repeat(BulkApplication.text().length()));
    TestStreams tampered = run("show", run);
    assertThat(tampered.err()).contains("the answer's text: content ", "its bytes have digest");
    assertThat(tampered.out()).contains("The answer is large: 1048576 bytes at file:/");

    Files.delete(file);
    assertThat(run("show", run).err()).contains(file.getFileName() + ": not in the store");
  }

  @Test
  void leavesTheOrchestratorRoomForFieldsAndQuotes() {
    int quotes = 32 * 1024;

    assertThat(ContentLimits.DEFAULT.inlineBytes() + TaskOutcome.MAX_FIELDS_BYTES + quotes)
        .isLessThanOrEqualTo(RunLimits.DEFAULT.maxAnswerLength());
    assertThat(ContentLimits.MAX_INLINE_BYTES)
        .isLessThanOrEqualTo(RunLimits.DEFAULT.maxAnswerLength());
  }

  @Test
  void purgesOnlyWhatIsOlderThanTheRunLog() throws IOException {
    assertThat(run("content", "purge", "--older-than", "7d").err())
        .contains("--older-than: 7d (expected: at least 90d, which the run log is kept)");
    assertThat(run("content", "purge", "--older-than", "90d", "--content", "s3://bucket").err())
        .contains("in a bucket a lifecycle rule deletes old content");

    assertThat(run("content", "purge", "--older-than", "90d").out())
        .contains("deleted 0 files of 0 bytes from " + folder.resolve("content"));
  }

  private static Path card() {
    try {
      return Files.writeString(Files.createTempFile(folder, "card", ".yaml"), BulkApplication.CARD);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String sha256(String text) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static TestStreams run(String... arguments) {
    TestStreams streams = new TestStreams();
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--state";
    all[arguments.length + 1] = folder.toString();
    streams.run(all);
    return streams;
  }
}
