package dev.baton.provider;

import dev.langchain4j.http.client.sse.CancellationUnsupportedHandle;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads server-sent events. Used by one thread. */
final class EventStream implements AutoCloseable {

  /** A stream is ended by an exception or an interrupt, not by its listener. */
  static final ServerSentEventContext CONTEXT =
      new ServerSentEventContext(new CancellationUnsupportedHandle());

  private final InputStream body;
  private final BufferedReader lines;
  private final StringBuilder data = new StringBuilder();
  private @Nullable String name;

  EventStream(InputStream body) {
    this.body = body;
    this.lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
  }

  /** Hands every event on; what the consumer throws ends the stream. */
  void forEach(Consumer<ServerSentEvent> consumer) throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.isEmpty()) {
        hand(consumer);
      } else if (line.startsWith("event:")) {
        name = value(line);
      } else if (line.startsWith("data:")) {
        data.append(data.isEmpty() ? "" : "\n").append(value(line));
      }
    }
    hand(consumer);
  }

  private void hand(Consumer<ServerSentEvent> consumer) {
    if (!data.isEmpty()) {
      ServerSentEvent event = new ServerSentEvent(name, data.toString());
      data.setLength(0);
      consumer.accept(event);
    }
    name = null;
  }

  /** One space after the colon belongs to the form. */
  private static String value(String line) {
    String value = line.substring(line.indexOf(':') + 1);
    return value.startsWith(" ") ? value.substring(1) : value;
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}
