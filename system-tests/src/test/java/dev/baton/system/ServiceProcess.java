package dev.baton.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One service as a process of its own, started from its main class, that can be killed and started
 * again.
 */
final class ServiceProcess implements AutoCloseable {

  private static final int KILL_SECONDS = 20;

  private final String name;
  private final List<String> command;
  private final Path log;
  private Process process;

  private ServiceProcess(String name, List<String> command, Path log) throws IOException {
    this.name = name;
    this.command = List.copyOf(command);
    this.log = log;
    this.process = launch();
  }

  /**
   * Starts a service.
   *
   * @param application its main class
   * @param folder where its log lies
   * @param arguments Spring's command line arguments
   */
  static ServiceProcess start(
      String name, Class<?> application, Path folder, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(
        List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
    command.add(application.getName());
    command.addAll(arguments);
    return new ServiceProcess(name, command, folder.resolve(name + ".log"));
  }

  /** Ends it as a power cut would, and starts it again. */
  void killAndRestart() throws IOException {
    kill();
    process = launch();
  }

  /** Its log's last lines, for a failed test. */
  String logTail() {
    try {
      List<String> lines = Files.readAllLines(log);
      return name
          + ":\n"
          + String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void kill() {
    process.destroyForcibly().onExit().orTimeout(KILL_SECONDS, TimeUnit.SECONDS).join();
  }

  private Process launch() throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  @Override
  public void close() {
    kill();
  }
}
