package dev.baton.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The registry is ready once it lists its subjects, for which it must reach its database. */
final class RegistryReadiness implements Readiness {
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);
  private static final int OK = 200;

  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpRequest question;

  RegistryReadiness(String ccompatUrl) {
    this.question =
        HttpRequest.newBuilder(URI.create(ccompatUrl + "/subjects")).timeout(ANSWER_LIMIT).build();
  }

  @Override
  public boolean isReady() throws InterruptedException {
    try {
      return client.send(question, BodyHandlers.discarding()).statusCode() == OK;
    } catch (IOException e) {
      // Not listening yet, which is what was asked.
      return false;
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
