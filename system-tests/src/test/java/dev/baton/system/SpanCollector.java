package dev.baton.system;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A collector of spans on a free port of this machine, as OTLP's HTTP form has it. Thread-safe. */
final class SpanCollector implements AutoCloseable {

  private final HttpServer server;
  private final List<Told> spans = new CopyOnWriteArrayList<>();

  /**
   * A span as it was sent.
   *
   * @param begin nanoseconds since the epoch
   * @param parent id of its parent; empty for a root
   * @param links ids of the spans that it links to
   * @param text everything that was sent of it, for whoever looks for what must not be there
   */
  record Told(
      String service,
      String name,
      long begin,
      String trace,
      String id,
      String parent,
      List<String> links,
      Map<String, String> attributes,
      List<String> events,
      String text) {

    String attribute(String name) {
      return attributes.getOrDefault(name, "");
    }
  }

  private SpanCollector(HttpServer server) {
    this.server = server;
  }

  static SpanCollector start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    SpanCollector collector = new SpanCollector(server);
    server.createContext("/v1/traces", collector::take);
    server.start();
    return collector;
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  List<Told> spans() {
    return List.copyOf(spans);
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      ExportTraceServiceRequest request =
          ExportTraceServiceRequest.parseFrom(exchange.getRequestBody());
      for (ResourceSpans resource : request.getResourceSpansList()) {
        String service =
            attributes(resource.getResource().getAttributesList()).getOrDefault("service.name", "");
        resource.getScopeSpansList().stream()
            .flatMap(scope -> scope.getSpansList().stream())
            .forEach(span -> spans.add(told(service, span)));
      }
      exchange.sendResponseHeaders(200, -1);
    }
  }

  private static Told told(String service, Span span) {
    return new Told(
        service,
        span.getName(),
        span.getStartTimeUnixNano(),
        HexFormat.of().formatHex(span.getTraceId().toByteArray()),
        HexFormat.of().formatHex(span.getSpanId().toByteArray()),
        HexFormat.of().formatHex(span.getParentSpanId().toByteArray()),
        span.getLinksList().stream()
            .map(link -> HexFormat.of().formatHex(link.getSpanId().toByteArray()))
            .toList(),
        attributes(span.getAttributesList()),
        span.getEventsList().stream().map(Span.Event::getName).toList(),
        span.toString());
  }

  private static Map<String, String> attributes(List<KeyValue> pairs) {
    Map<String, String> attributes = new TreeMap<>();
    pairs.forEach(pair -> attributes.put(pair.getKey(), text(pair.getValue())));
    return attributes;
  }

  private static String text(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case INT_VALUE -> Long.toString(value.getIntValue());
      case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
      case DOUBLE_VALUE -> Double.toString(value.getDoubleValue());
      case ARRAY_VALUE ->
          value.getArrayValue().getValuesList().stream()
              .map(SpanCollector::text)
              .toList()
              .toString();
      default -> value.toString();
    };
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
