package dev.baton.agent.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.agent.failure.TaskFailureException;
import dev.baton.agent.json.Json;
import dev.baton.agent.tool.ToolSpec;
import dev.baton.schemas.FailureClass;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Answers without any provider by quoting: it picks the sentences of the given {@link Sources} that
 * say most about the question, each with its number. It never makes a statement of its own, and
 * says so where the sources say nothing. Deterministic, costs nothing, thread-safe.
 *
 * <p>Where tools are offered and none was used yet, it calls the first one that takes a {@code
 * query}, with the question. It cannot write JSON: a request with an output schema fails.
 */
public final class OfflineExtractiveModel implements ModelClient {

  /** The name under which it stands in usage and journal. */
  public static final String NAME = "offline-extractive";

  /** What it says where the sources say nothing about the question. */
  public static final String NOTHING_FOUND = "The given sources say nothing about this question.";

  private static final int CHARS_PER_TOKEN = 4;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public ModelReply call(ModelRequest request, Instant deadline) {
    if (request.outputSchema().isPresent()) {
      throw new TaskFailureException(
          FailureClass.PERMANENT,
          "model %s: cannot write JSON for %s (expected: a provider configured for the tier)"
              .formatted(NAME, request.purpose()));
    }
    Optional<ToolCall> search = search(request);
    String text = search.isPresent() ? "" : extract(request);
    return new ModelReply(
        NAME, text, search.stream().toList(), inputTokens(request), tokens(text), 0);
  }

  private static Optional<ToolCall> search(ModelRequest request) {
    if (request.messages().stream().anyMatch(ModelMessage.ToolOutput.class::isInstance)) {
      return Optional.empty();
    }
    return request.tools().stream()
        .filter(OfflineExtractiveModel::takesQuery)
        .findFirst()
        .map(tool ->
            new ToolCall(
                "offline-1",
                tool.name(),
                Json.canonical(Json.object().put("query", question(request)))));
  }

  private static boolean takesQuery(ToolSpec tool) {
    return Json.readObject(tool.argumentsSchema())
        .map((ObjectNode schema) -> schema.path("properties").has("query"))
        .orElse(false);
  }

  private static String extract(ModelRequest request) {
    TreeMap<Integer, Source> passages = new TreeMap<>();
    texts(request)
        .forEach(text ->
            Sources.parse(text)
                .ifPresent(found ->
                    found.passages().forEach(one -> passages.putIfAbsent(one.number(), one))));
    return new Extraction(new Sources(question(request), List.copyOf(passages.values())))
        .text()
        .orElse(NOTHING_FOUND);
  }

  private static List<String> texts(ModelRequest request) {
    Optional<String> lastUser = lastUser(request);
    return java.util.stream.Stream.concat(
            lastUser.stream(),
            request.messages().stream()
                .filter(ModelMessage.ToolOutput.class::isInstance)
                .map(message -> ((ModelMessage.ToolOutput) message).text()))
        .toList();
  }

  private static String question(ModelRequest request) {
    String user = lastUser(request).orElse("");
    return Sources.parse(user)
        .map(Sources::question)
        .filter(question -> !question.isBlank())
        .orElse(user)
        .strip();
  }

  private static Optional<String> lastUser(ModelRequest request) {
    return request.messages().stream()
        .filter(ModelMessage.User.class::isInstance)
        .map(message -> ((ModelMessage.User) message).text())
        .reduce((_, later) -> later);
  }

  private static long inputTokens(ModelRequest request) {
    long chars = request.system().length();
    for (ModelMessage message : request.messages()) {
      chars +=
          switch (message) {
            case ModelMessage.User(String text) -> text.length();
            case ModelMessage.Assistant(String text, _) -> text.length();
            case ModelMessage.ToolOutput(_, _, String text) -> text.length();
          };
    }
    return (chars + CHARS_PER_TOKEN - 1) / CHARS_PER_TOKEN;
  }

  private static long tokens(String text) {
    return ((long) text.length() + CHARS_PER_TOKEN - 1) / CHARS_PER_TOKEN;
  }
}
