package dev.baton.cli.output;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the process is attached to.
 *
 * @param interactive whether the error stream is a terminal that understands cursor movement
 * @param columns its width
 */
public record Terminal(boolean interactive, int columns) {

  /** Set by the launcher, which can ask the shell: true or false. */
  static final String INTERACTIVE_PROPERTY = "baton.terminal";

  /** Set by the launcher: the width. */
  static final String COLUMNS_PROPERTY = "baton.columns";

  private static final int DEFAULT_COLUMNS = 80;
  private static final Path ERROR_STREAM = Path.of("/proc/self/fd/2");

  /** The terminal of this process. */
  public static Terminal ofProcess() {
    Map<String, String> environment = System.getenv();
    boolean dumb = "dumb".equals(environment.getOrDefault("TERM", "dumb"));
    boolean attached =
        Optional.ofNullable(System.getProperty(INTERACTIVE_PROPERTY))
            .map(Boolean::parseBoolean)
            .orElseGet(Terminal::errorStreamIsTerminal);
    return new Terminal(attached && !dumb, columns(environment));
  }

  /** The display that suits it. */
  public ProgressDisplay display(PrintStream out) {
    return interactive ? new TerminalProgress(out, columns) : new PlainProgress(out);
  }

  private static int columns(Map<String, String> environment) {
    String text =
        System.getProperty(COLUMNS_PROPERTY, environment.getOrDefault("COLUMNS", "")).strip();
    return text.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(text) : DEFAULT_COLUMNS;
  }

  private static boolean errorStreamIsTerminal() {
    try {
      String target = Files.readSymbolicLink(ERROR_STREAM).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      // No such file outside Linux, where the launcher has to say it; plain lines suit every
      // stream.
      return false;
    }
  }
}
