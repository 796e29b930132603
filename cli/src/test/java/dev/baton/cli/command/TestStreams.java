package dev.baton.cli.command;

import dev.baton.cli.output.Screen;
import dev.baton.cli.output.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Runs command lines in this process and keeps what they write. */
final class TestStreams {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private int code;

  int run(String... arguments) {
    Screen screen = new Screen(stream(out), stream(err), new Terminal(false, 80));
    code = new Commands(screen).run(arguments);
    return code;
  }

  int code() {
    return code;
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
