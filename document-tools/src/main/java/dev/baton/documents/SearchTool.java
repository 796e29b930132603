package dev.baton.documents;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.agent.json.Json;
import dev.baton.agent.tool.Tool;
import dev.baton.agent.tool.ToolException;
import dev.baton.agent.tool.ToolInvocation;
import dev.baton.agent.tool.ToolOutput;
import dev.baton.agent.tool.ToolSpec;
import dev.baton.search.Filter;
import dev.baton.search.Passage;
import java.util.List;

/**
 * Searches the corpus that the task's request names. Neither query nor document can name another
 * one. Thread-safe.
 */
public final class SearchTool implements Tool {

  /** The tool over prose. */
  public static final String SEARCH = "search";

  /** The tool over source code. */
  public static final String SEARCH_CODE = "search-code";

  private static final int DEFAULT_LIMIT = 30;
  private static final int MAX_LIMIT = 50;

  private static final String ARGUMENTS =
      """
      {"type": "object", "required": ["query"], "additionalProperties": false, "properties": {
        "query": {"type": "string", "minLength": 1, "description": "plain words"},
        "limit": {"type": "integer", "minimum": 1, "maximum": %d}}}
      """
          .formatted(MAX_LIMIT);

  private final ToolSpec spec;
  private final Filter filter;
  private final DocumentLibrary library;

  private SearchTool(ToolSpec spec, Filter filter, DocumentLibrary library) {
    this.spec = spec;
    this.filter = filter;
    this.library = library;
  }

  /** Searches paragraphs, list items and table rows. */
  public static SearchTool overProse(DocumentLibrary library) {
    return new SearchTool(
        new ToolSpec(SEARCH, "Finds passages of the documents that fit plain words.", ARGUMENTS),
        Filter.PROSE,
        library);
  }

  /** Searches source code. */
  public static SearchTool overCode(DocumentLibrary library) {
    return new SearchTool(
        new ToolSpec(SEARCH_CODE, "Finds pieces of source code that fit plain words.", ARGUMENTS),
        Filter.CODE,
        library);
  }

  @Override
  public ToolSpec spec() {
    return spec;
  }

  @Override
  public ToolOutput run(ToolInvocation call) {
    ObjectNode arguments =
        Json.readObject(call.argumentsJson())
            .orElseThrow(() -> new ToolException("arguments: no JSON object (expected: query)"));
    String query = arguments.path("query").asText();
    if (query.isBlank()) {
      throw new ToolException("query: blank (expected: plain words)");
    }
    int limit = Math.clamp(arguments.path("limit").asInt(DEFAULT_LIMIT), 1, MAX_LIMIT);
    String corpus = DocumentLibrary.corpusOf(call.task());
    List<Passage> passages = library.search(corpus, query, limit, filter);
    return new ToolOutput(PassageJson.write(passages, library.index(corpus)));
  }

  /** The arguments of a call. */
  static String arguments(String query) {
    return Json.canonical(Json.object().put("query", query));
  }
}
