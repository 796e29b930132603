package dev.baton.mcp;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Sees to it that started servers end with this process, however it ends: a small shell holds the
 * other end of a pipe, and kills their process groups when the pipe breaks. Thread-safe.
 */
final class Leash implements AutoCloseable {

  private static final Path SHELL = Path.of("/bin/sh");

  /** Each line names one group to kill now, or all that are alive. */
  private static final String SCRIPT =
      """
      end() { kill -s KILL -- "-$1" 2>/dev/null || kill -s KILL "$1" 2>/dev/null; }
      while read -r word pids; do
        case $word in
          held) held=$pids ;;
          kill) end "$pids" ;;
        esac
      done
      for pid in $held; do end "$pid"; done
      """;

  private final Optional<Process> shell;
  private final TreeSet<Long> held = new TreeSet<>();

  Leash() {
    this.shell = Files.isExecutable(SHELL) ? Optional.of(start()) : Optional.empty();
  }

  private static Process start() {
    ProcessBuilder builder =
        new ProcessBuilder(OwnGroup.command(List.of(SHELL.toString(), "-c", SCRIPT)))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    try {
      return builder.start();
    } catch (IOException e) {
      throw new IllegalStateException("%s: cannot be started".formatted(SHELL), e);
    }
  }

  /** From here on the server ends with this process. */
  synchronized void hold(long pid) {
    held.add(pid);
    tell("");
  }

  /** The server has ended: so does what it started and left behind. */
  synchronized void release(long pid) {
    if (held.remove(pid)) {
      tell("kill %d\n".formatted(pid));
    }
  }

  private void tell(String first) {
    if (shell.isEmpty() || !shell.get().isAlive()) {
      return;
    }
    String pids = held.stream().map(String::valueOf).collect(Collectors.joining(" "));
    try {
      OutputStream pipe = shell.get().getOutputStream();
      pipe.write((first + "held " + pids + "\n").getBytes(StandardCharsets.US_ASCII));
      pipe.flush();
    } catch (IOException e) {
      throw new IllegalStateException("leash of started servers: broken", e);
    }
  }

  /** Ends what is still held. */
  @Override
  public synchronized void close() {
    shell.ifPresent(process -> {
      try {
        process.getOutputStream().close();
      } catch (IOException _) {
        process.destroyForcibly(); // it has ended already, or does now
      }
    });
  }
}
