package dev.baton.agent.app;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;

/** The world outside of a worker: counts every path that it is told of, and outlives the worker. */
final class Outside implements AutoCloseable {

  private final HttpServer server;
  private final Map<String, Integer> told = new TreeMap<>();

  Outside() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            count(exchange.getRequestURI().getPath().substring(1));
            exchange.sendResponseHeaders(204, -1);
          }
        });
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** How often each path that begins so was told of; the rest of the path is the key. */
  synchronized Map<String, Integer> told(String prefix) {
    Map<String, Integer> some = new TreeMap<>();
    told.forEach((path, times) -> {
      if (path.startsWith(prefix)) {
        some.put(path.substring(prefix.length()), times);
      }
    });
    return some;
  }

  private synchronized void count(String path) {
    told.merge(path, 1, Integer::sum);
  }

  static void tell(URI outside, String path) throws InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      http.send(
          HttpRequest.newBuilder(outside.resolve("/" + path)).build(),
          HttpResponse.BodyHandlers.discarding());
    } catch (IOException e) {
      throw new IllegalStateException("the world outside is gone", e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
