package dev.baton.cli.output;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Where a command writes: results on one stream, progress and errors on the other.
 *
 * @param out results
 * @param err progress and errors
 * @param terminal what the error stream is attached to
 */
public record Screen(PrintStream out, PrintStream err, Terminal terminal) {

  /** The process's own streams, in UTF-8 whatever the locale says. */
  public static Screen ofProcess() {
    return new Screen(stream(FileDescriptor.out), stream(FileDescriptor.err), Terminal.ofProcess());
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  /** The results' stream for those who want a writer. */
  public PrintWriter outWriter() {
    return new PrintWriter(out, true, StandardCharsets.UTF_8);
  }

  /** The errors' stream for those who want a writer. */
  public PrintWriter errWriter() {
    return new PrintWriter(err, true, StandardCharsets.UTF_8);
  }

  /** Prints results. */
  public void print(List<String> lines) {
    lines.forEach(out::println);
    out.flush();
  }

  /** Prints one line of result. */
  public void print(String line) {
    out.println(line);
    out.flush();
  }

  /** Prints one line about what goes on. */
  public void note(String line) {
    err.println("baton: " + line);
    err.flush();
  }
}
