package dev.baton.mcp;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Settings of servers for tests. */
final class Servers {

  /** Long enough for a process to start on a busy machine. */
  static final Duration TIMEOUT = Duration.ofSeconds(30);

  private static final int MAX_OUTPUT = 10_000;

  private Servers() {}

  static ServerSettings fake(String name, Path calls) {
    return fake(name, calls, "Says it again.");
  }

  static ServerSettings fake(String name, Path calls, String description) {
    return new ServerSettings(
        name,
        new Endpoint.Command(command(calls, description), Map.of("GIVEN", "yes")),
        TIMEOUT,
        MAX_OUTPUT,
        Set.of());
  }

  static ServerSettings withTimeout(ServerSettings server, Duration timeout) {
    return new ServerSettings(
        server.name(), server.endpoint(), timeout, server.maxOutputChars(), server.tools());
  }

  static ServerSettings withTools(ServerSettings server, String... tools) {
    return new ServerSettings(
        server.name(), server.endpoint(), server.timeout(), server.maxOutputChars(), Set.of(tools));
  }

  static List<String> command(Path calls, String description) {
    List<String> words = new ArrayList<>(java(FakeServer.class));
    words.add(calls.toString());
    words.add(description);
    return words;
  }

  /** A command that runs a class of the tests. */
  static List<String> java(Class<?> main) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx128m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
        main.getName());
  }
}
