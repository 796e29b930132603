package dev.baton.mcp;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server's program while it runs: lines in, lines out. One thread reads, one writes. */
final class ServerProcess implements AutoCloseable {

  /** The longest line that is read, in bytes; a longer one ends the connection. */
  static final int MAX_LINE_BYTES = 8 * 1024 * 1024;

  /** How long it has to end by itself once its input has ended. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private static final int MAX_LOGGED_CHARS = 500;
  private static final Logger LOG = LoggerFactory.getLogger(ServerProcess.class);

  private final Process process;
  private final InputStream lines;
  private final Leash leash;

  private ServerProcess(Process process, Leash leash) {
    this.process = process;
    this.lines = new BufferedInputStream(process.getInputStream());
    this.leash = leash;
  }

  /**
   * Starts a program.
   *
   * @throws IOException if it cannot be started
   */
  static ServerProcess start(String name, Endpoint.Command command, Leash leash)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(OwnGroup.command(command.words()));
    // The worker's own environment has keys of providers.
    builder.environment().clear();
    builder.environment().putAll(command.environment());
    Process process = builder.start();
    leash.hold(process.pid());
    var _ = process.onExit().thenRun(() -> leash.release(process.pid()));
    Thread.ofPlatform().daemon().name("mcp-errors-" + name).start(() -> drain(name, process));
    return new ServerProcess(process, leash);
  }

  /** The next line; empty at the end. */
  Optional<String> readLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next;
    while ((next = lines.read()) >= 0 && next != '\n') {
      if (line.size() == MAX_LINE_BYTES) {
        throw new IOException(
            "a line of more than %d bytes (expected: fewer)".formatted(MAX_LINE_BYTES));
      }
      line.write(next);
    }
    return next < 0 && line.size() == 0
        ? Optional.empty()
        : Optional.of(line.toString(StandardCharsets.UTF_8));
  }

  void writeLine(String line) throws IOException {
    OutputStream out = process.getOutputStream();
    out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** How it ended, once its output has. */
  String ending() {
    try {
      return process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)
          ? "ended with exit code " + process.exitValue() + hint(process.exitValue())
          : "closed its output";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "closed its output";
    }
  }

  /** What a shell and setsid say where a program is missing or may not be run. */
  private static String hint(int exitCode) {
    return exitCode == 126 || exitCode == 127 ? " (no such program?)" : "";
  }

  /** Asks it to end by ending its input, then ends it. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
    } catch (IOException _) {
      // The pipe is broken: it has ended, or is ended below.
    }
    try {
      if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    leash.release(process.pid());
  }

  /** Nobody waits for what it says there, but a full pipe would stop it. */
  private static void drain(String name, Process process) {
    byte[] buffer = new byte[8192];
    try (InputStream errors = process.getErrorStream()) {
      int read;
      while ((read = errors.read(buffer)) >= 0) {
        if (LOG.isDebugEnabled()) {
          String text = new String(buffer, 0, read, StandardCharsets.UTF_8);
          LOG.debug("{} says: {}", name, UntrustedText.line(text, MAX_LOGGED_CHARS));
        }
      }
    } catch (IOException e) {
      LOG.debug("{}: its error output broke off", name, e);
    }
  }
}
