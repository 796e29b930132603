package dev.baton.documents;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.agent.json.Json;
import dev.baton.agent.tool.Tool;
import dev.baton.agent.tool.ToolException;
import dev.baton.agent.tool.ToolInvocation;
import dev.baton.agent.tool.ToolOutput;
import dev.baton.agent.tool.ToolSpec;
import java.util.List;

/**
 * Shows lines of a document of the corpus that the task's request names: those around a passage
 * that a search has found, or those that come next. Neither arguments nor document can name a file
 * outside of it. Thread-safe.
 */
public final class ReadTool implements Tool {

  /** Its name. */
  public static final String READ = "read";

  /** The most lines of one call. */
  public static final int MAX_LINES = 120;

  /** The most characters of one call's lines; the last line is cut. */
  public static final int MAX_CHARS = 16 * 1024;

  private static final int DEFAULT_LINES = 40;

  private static final ToolSpec SPEC =
      new ToolSpec(
          READ,
          "Shows lines of one document, for example those around a passage that search has found.",
          """
          {"type": "object", "required": ["source", "lineStart"], "additionalProperties": false, "properties": {
            "source": {"type": "string", "minLength": 1, "maxLength": 1024, "description": "as search names it"},
            "lineStart": {"type": "integer", "minimum": 1},
            "lineEnd": {"type": "integer", "minimum": 1, "description": "at most %d lines are shown"}}}
          """
              .formatted(MAX_LINES));

  private final DocumentLibrary library;

  /** A tool over the documents of a library. */
  public ReadTool(DocumentLibrary library) {
    this.library = library;
  }

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ToolOutput run(ToolInvocation call) {
    ObjectNode arguments =
        Json.readObject(call.argumentsJson())
            .orElseThrow(() -> new ToolException("arguments: no JSON object (expected: source)"));
    String source = arguments.path("source").asText();
    int from = arguments.path("lineStart").asInt();
    int to = arguments.path("lineEnd").asInt(from + DEFAULT_LINES - 1);
    if (from < 1 || to < from) {
      throw new ToolException(
          "lines: %d to %d (expected: 1 <= lineStart <= lineEnd)".formatted(from, to));
    }
    String corpus = DocumentLibrary.corpusOf(call.task());
    // One line more than is shown tells whether there are more.
    List<String> lines =
        library.lines(corpus, source, from, Math.min(to, from + MAX_LINES - 1) + 1);
    return new ToolOutput(shown(Json.object().put("source", source), lines, from, to));
  }

  private static String shown(ObjectNode output, List<String> lines, int from, int to) {
    ArrayNode array = output.putArray("lines");
    int left = MAX_CHARS;
    int at = from;
    for (String line : lines) {
      if (left <= 0 || at > to || at - from >= MAX_LINES) {
        break;
      }
      array.add(at + ": " + (line.length() <= left ? line : line.substring(0, left) + "…"));
      left -= line.length() + 1;
      at++;
    }
    if (at - from < lines.size()) {
      output.put("next", at);
    }
    return output.toString();
  }
}
