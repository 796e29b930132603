package dev.baton.cli.client;

import dev.baton.cli.failure.CommandFailure;
import dev.baton.schemas.Request;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads requests line by line. A bad line is told of and does not touch the others; a line that is
 * too long is skipped without being held in memory.
 */
public final class RequestLines {

  /** Longest line in bytes. */
  public static final int MAX_LINE_BYTES = 256 << 10;

  private final InputStream in;
  private int number;

  /** One line of input. */
  public sealed interface Line {

    /** Its number, from 1. */
    int number();

    /** A request. */
    record Accepted(int number, Request request) implements Line {}

    /** No request, and why. */
    record Refused(int number, String why) implements Line {}
  }

  /** Reads from this stream. */
  public RequestLines(InputStream in) {
    this.in = new BufferedInputStream(in);
  }

  /** The next line that is not blank; empty at the end. */
  public Optional<Line> next() throws IOException {
    for (Optional<byte[]> line = readLine(); line.isPresent(); line = readLine()) {
      number++;
      byte[] bytes = line.get();
      if (bytes.length > MAX_LINE_BYTES) {
        return Optional.of(
            new Line.Refused(
                number, "longer than %d bytes (expected: at most that)".formatted(MAX_LINE_BYTES)));
      }
      String text = new String(bytes, StandardCharsets.UTF_8);
      if (!text.isBlank()) {
        return Optional.of(parse(text));
      }
    }
    return Optional.empty();
  }

  private Line parse(String text) {
    try {
      return new Line.Accepted(number, RequestJson.parse(text));
    } catch (CommandFailure e) {
      return new Line.Refused(number, String.valueOf(e.getMessage()));
    }
  }

  /** The next line, cut one byte after the bound; empty at the end. */
  private Optional<byte[]> readLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int read = in.read();
    if (read < 0) {
      return Optional.empty();
    }
    for (; read >= 0 && read != '\n'; read = in.read()) {
      if (line.size() <= MAX_LINE_BYTES) {
        line.write(read);
      }
    }
    return Optional.of(line.toByteArray());
  }
}
