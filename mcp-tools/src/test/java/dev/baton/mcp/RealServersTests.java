package dev.baton.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.baton.agent.model.ScriptedModel;
import dev.baton.agent.tool.ToolException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against two servers that others wrote, over both ways to reach one. */
class RealServersTests {

  private static final String SUM = "{\"a\":20,\"b\":22}";

  @TempDir private static Path modules = Path.of("");

  private static NpmServers npm;

  @TempDir private Path folder = Path.of("");

  @BeforeAll
  static void install() throws Exception {
    npm = NpmServers.installed(modules);
  }

  @BeforeEach
  void needsThem() {
    npm.assumeInstalled();
  }

  @Test
  void readsFilesWithTheFilesystemServerByAModelsCalls() throws Exception {
    Files.writeString(folder.resolve("note.txt"), "The answer is 42.");
    try (Worker worker =
        new Worker(Set.of("mcp:files/read_text_file"), stdio("server-filesystem", folder))) {
      assertThat(worker.offered()).containsExactly("mcp__files__read_text_file");

      String path = folder.toRealPath().resolve("note.txt").toString();
      String reply =
          worker
              .run(
                  ScriptedModel.parse(
                      """
                      rules:
                        - turn: 1
                          toolCalls: [{tool: mcp__files__read_text_file, arguments: {path: "%s"}}]
                        - turn: 2
                          match: "The answer is 42"
                          reply: "42"
                      """
                          .formatted(path),
                      "test",
                      _ -> {}))
              .text();

      assertThat(reply).isEqualTo("42");
      assertThatThrownBy(
              () -> worker.call("mcp__files__read_text_file", "{\"path\":\"/etc/passwd\"}"))
          .isInstanceOf(ToolException.class)
          .hasMessageContaining("Access denied");
      assertThatThrownBy(() -> worker.call("mcp__files__write_file", "{\"path\":\"x\"}"))
          .isInstanceOf(ToolException.class)
          .hasMessageContaining("is not allowed");
    }
  }

  @Test
  void offersAllToolsOfTheFilesystemServerWhereTheCardSaysSo() throws Exception {
    try (Worker worker = new Worker(Set.of("mcp:files/*"), stdio("server-filesystem", folder))) {
      assertThat(worker.offered())
          .contains("mcp__files__list_directory", "mcp__files__write_file")
          .hasSizeGreaterThan(8);
      Path file = folder.toRealPath().resolve("new.txt");
      worker.call(
          "mcp__files__write_file", "{\"path\":\"%s\",\"content\":\"written\"}".formatted(file));
      assertThat(Files.readString(file)).isEqualTo("written");
      assertThat(worker.server("files").pinned().orElseThrow().unusable()).isEmpty();
    }
  }

  @Test
  void callsTheEverythingServerOverItsInputAndOutput() throws Exception {
    try (Worker worker = new Worker(everything(), stdio("server-everything", Path.of("stdio")))) {
      assertEverything(worker);
      assertThat(worker.text("mcp__files__get-env", "{}"))
          .as("environment of the server")
          .doesNotContain("HOME");
    }
  }

  @Test
  void callsTheEverythingServerOverStreamableHttpAndAgainAfterARestart() throws Exception {
    int port = freePort();
    ServerSettings http =
        new ServerSettings(
            "files",
            new Endpoint.Address(
                URI.create("http://127.0.0.1:" + port + "/mcp"),
                Optional.of(new Endpoint.Header("Authorization", "Bearer test"))),
            Servers.TIMEOUT,
            50_000,
            Set.of());
    Process server = startHttp(port);
    try (Worker worker = new Worker(everything(), http)) {
      assertEverything(worker);
      server.destroyForcibly().waitFor();
      assertThatThrownBy(() -> worker.call("mcp__files__get-sum", SUM))
          .isInstanceOf(ToolException.class)
          .hasMessageContaining("its outcome is unknown");

      server = startHttp(port);
      await()
          .atMost(Servers.TIMEOUT)
          .until(() -> worker.server("files").state() instanceof McpServer.State.Connected);
      assertThat(worker.text("mcp__files__get-sum", SUM)).contains("42");
    } finally {
      server.destroyForcibly();
    }
  }

  private static Set<String> everything() {
    return Set.of(
        "mcp:files/echo", "mcp:files/get-sum", "mcp:files/get-tiny-image", "mcp:files/get-env");
  }

  private static void assertEverything(Worker worker) throws InterruptedException {
    assertThat(worker.text("mcp__files__echo", "{\"message\":\"hello\"}")).contains("hello");
    assertThat(worker.text("mcp__files__get-sum", SUM)).contains("42");
    assertThat(worker.text("mcp__files__get-tiny-image", "{}")).contains("[left out: image/png]");
    assertThatThrownBy(() -> worker.call("mcp__files__get-sum", "{\"a\":1}"))
        .isInstanceOf(ToolException.class)
        .hasMessageContaining("'b'");
  }

  private static ServerSettings stdio(String server, Path argument) {
    return new ServerSettings(
        "files",
        new Endpoint.Command(
            List.of("node", npm.script(server).toString(), argument.toString()),
            Map.of("PATH", Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin"))),
        Servers.TIMEOUT,
        50_000,
        Set.of());
  }

  private Process startHttp(int port) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("node", npm.script("server-everything").toString(), "streamableHttp")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("http.log").toFile());
    builder.environment().put("PORT", Integer.toString(port));
    Process process = builder.start();
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreException(ConnectException.class)
        .until(() -> {
          try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
          }
        });
    return process;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
