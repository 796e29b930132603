package dev.baton.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.baton.agent.failure.TaskFailureException;
import dev.baton.agent.tool.ToolException;
import dev.baton.schemas.FailureClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/** What becomes of a card's entries, against a server that misbehaves when asked to. */
class McpServersTests {

  private static final String TEXT = "{\"text\":\"hello\"}";

  @TempDir private Path folder = Path.of("");

  @Test
  void offersExactlyWhatTheCardLists() throws InterruptedException {
    try (Worker worker = new Worker(Set.of("mcp:fake/echo", "mcp:fake/env"), fake())) {
      assertThat(worker.offered()).containsExactly("mcp__fake__echo", "mcp__fake__env");
      assertThat(worker.text("mcp__fake__echo", TEXT)).isEqualTo("hello");
      assertThatThrownBy(() -> worker.call("mcp__fake__die", "{}"))
          .isInstanceOf(ToolException.class)
          .hasMessageContaining("tool: mcp__fake__die is not allowed");
    }
  }

  @Test
  void offersAWholeServerOnlyWhereTheCardSaysSoAndNoMoreThanTheOperatorPermits() {
    ServerSettings some = Servers.withTools(fake(), "echo", "env");
    try (Worker worker = new Worker(Set.of("mcp:fake/*"), some)) {
      assertThat(worker.offered()).containsExactly("mcp__fake__echo", "mcp__fake__env");
    }
    try (Worker worker = new Worker(Set.of("mcp:fake/die"), some)) {
      assertFailure(
          worker,
          FailureClass.PERMANENT,
          "die is not among baton.mcp.servers.fake.tools (expected: one of [echo, env])");
    }
  }

  @Test
  void failsATaskWhoseToolsCannotBeHadBeforeAModelIsAsked() {
    ServerSettings missing =
        new ServerSettings(
            "gone",
            new Endpoint.Command(List.of("/no/such/program"), Map.of()),
            Duration.ofSeconds(5),
            1000,
            Set.of());
    try (Worker worker = new Worker(Set.of("mcp:gone/tool"), missing)) {
      assertFailure(worker, FailureClass.TRANSIENT, "MCP server gone: not connected: ");
      assertThat(health(worker).getStatus()).isEqualTo(Status.UNKNOWN);
      assertThat(String.valueOf(health(worker).getDetails().get("gone"))).contains("next try at");
    }
    try (Worker worker = new Worker(Set.of("mcp:fake/nothing"), fake())) {
      assertFailure(worker, FailureClass.PERMANENT, "the server has no tool nothing (it has: [");
    }
    try (Worker worker = new Worker(Set.of("mcp:other/x"), fake())) {
      assertFailure(
          worker,
          FailureClass.PERMANENT,
          "MCP server other: not configured (expected: baton.mcp.servers.other; configured: [fake])");
    }
  }

  @Test
  void givesAServerItsConfiguredEnvironmentAndNothingElse() throws InterruptedException {
    assertThat(System.getenv()).as("the worker's own").containsKey("HOME");
    try (Worker worker = new Worker(Set.of("mcp:fake/env"), fake())) {
      assertThat(worker.text("mcp__fake__env", "{}")).isEqualTo("{\"GIVEN\":\"yes\"}");
    }
  }

  @Test
  void marksOutputAsUntrustedAndNamesTheDefinitionInTheJournal() throws InterruptedException {
    try (Worker worker = new Worker(Set.of("mcp:fake/echo"), fake())) {
      worker.call("mcp__fake__echo", TEXT);

      assertThat(worker.journal())
          .singleElement()
          .satisfies(entry -> {
            assertThat(entry.getName()).isEqualTo("mcp__fake__echo");
            assertThat(entry.getReplyJson())
                .contains("\\\"taint\\\":\\\"UNTRUSTED\\\"")
                .containsPattern("\\\\\"definition\\\\\":\\\\\"[0-9a-f]{16}\\\\\"");
          });
      assertThat(calls()).contains("dev.baton/idempotencyKey");
    }
  }

  @Test
  void boundsOutputAndHandsRefusalsOn() throws InterruptedException {
    try (Worker worker = new Worker(Set.of("mcp:fake/wordy", "mcp:fake/fail"), fake())) {
      assertThat(worker.text("mcp__fake__wordy", "{}"))
          .hasSizeLessThan(10_100)
          .endsWith("[cut: 10000 of 300000 characters shown]");
      assertThatThrownBy(() -> worker.call("mcp__fake__fail", "{}"))
          .isInstanceOf(ToolException.class)
          .hasMessageContaining("failed; the server says: no such thing");
    }
  }

  @Test
  void saysThatTheOutcomeOfACallWithoutAnAnswerIsUnknown() throws InterruptedException {
    try (Worker worker = new Worker(Set.of("mcp:fake/silent", "mcp:fake/echo"), fake())) {
      worker.text("mcp__fake__echo", TEXT);
    }
    ServerSettings hasty = Servers.withTimeout(fake(), Duration.ofSeconds(4));
    try (Worker worker = new Worker(Set.of("mcp:fake/silent", "mcp:fake/echo"), hasty)) {
      assertThatThrownBy(() -> worker.call("mcp__fake__silent", "{}"))
          .isInstanceOf(ToolException.class)
          .hasMessage("mcp:fake/silent: no answer within PT4S; its outcome is unknown");
      assertThat(worker.journal().getLast().getReplyJson()).contains("its outcome is unknown");
      assertThat(worker.text("mcp__fake__echo", TEXT)).as("still connected").isEqualTo("hello");
    }
  }

  @Test
  void connectsAgainToAServerThatDied() throws InterruptedException {
    try (Worker worker = new Worker(Set.of("mcp:fake/die", "mcp:fake/echo"), fake())) {
      assertThatThrownBy(() -> worker.call("mcp__fake__die", "{}"))
          .isInstanceOf(ToolException.class)
          .hasMessageContaining("its outcome is unknown");
      assertThatThrownBy(() -> worker.call("mcp__fake__echo", TEXT))
          .as("before it is connected again")
          .isInstanceOf(ToolException.class)
          .hasMessageContaining("server fake is not connected: the server ended with exit code 3");

      await()
          .atMost(Servers.TIMEOUT)
          .until(() -> worker.server("fake").state() instanceof McpServer.State.Connected);
      assertThat(worker.text("mcp__fake__echo", TEXT)).isEqualTo("hello");
      assertThat(health(worker).getStatus()).isEqualTo(Status.UP);
    }
  }

  @Test
  void endsAConnectionWhoseServerFloodsIt() {
    try (Worker worker = new Worker(Set.of("mcp:fake/flood"), fake())) {
      assertThatThrownBy(() -> worker.call("mcp__fake__flood", "{}"))
          .isInstanceOf(ToolException.class)
          .hasMessageContaining("a line of more than 8388608 bytes")
          .hasMessageContaining("its outcome is unknown");
    }
  }

  @Test
  void refusesAToolWhoseDefinitionChangedAndOffersNoNewOne() throws InterruptedException {
    try (Worker worker = new Worker(Set.of("mcp:fake/*"), fake())) {
      List<String> before = worker.offered();
      worker.call("mcp__fake__change", "{}");

      assertRefusedUntilRestart(worker);
      assertThat(worker.offered()).isEqualTo(before).doesNotContain("mcp__fake__extra");
      assertThat(calls()).doesNotContain("echo");
      assertThat(worker.journal().getLast().getReplyJson())
          .containsPattern("definition [0-9a-f]{16}, now [0-9a-f]{16}");
      assertThat(String.valueOf(health(worker).getDetails().get("fake")))
          .contains("refused: {echo");
    }
  }

  @Test
  void findsAChangeThatTheServerKeepsQuietAbout() throws InterruptedException {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    try (Worker worker = new Worker(Set.of("mcp:fake/*"), List.of(), now::get, fake())) {
      worker.call("mcp__fake__quiet-change", "{}");
      now.updateAndGet(time -> time.plusSeconds(61));

      assertRefusedUntilRestart(worker);
      assertThat(calls()).doesNotContain("echo");
    }
  }

  private void assertRefusedUntilRestart(Worker worker) {
    assertThatThrownBy(() -> worker.call("mcp__fake__echo", TEXT))
        .isInstanceOf(ToolException.class)
        .hasMessageContaining("its definition has changed since this worker started")
        .hasMessageContaining("refused until the worker starts again");
  }

  private static void assertFailure(Worker worker, FailureClass failureClass, String message) {
    assertThatThrownBy(worker::offered)
        .isInstanceOfSatisfying(
            TaskFailureException.class,
            failure -> assertThat(failure.failureClass()).isEqualTo(failureClass))
        .hasMessageContaining(message);
  }

  private static Health health(Worker worker) {
    Health health = new McpHealth(worker.servers()).health();
    if (health == null) {
      throw new IllegalStateException("no health");
    }
    return health;
  }

  private ServerSettings fake() {
    return Servers.fake("fake", folder.resolve("calls"));
  }

  private String calls() {
    try {
      return Files.readString(folder.resolve("calls"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
