package dev.baton.mcp;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;

/** What a model is shown of a result: its texts, and a line for everything else. */
final class ResultText {

  private final StringBuilder text = new StringBuilder();
  private final int maxChars;
  private long chars;

  private ResultText(int maxChars) {
    this.maxChars = maxChars;
  }

  static String of(McpSchema.CallToolResult result, int maxChars) {
    ResultText text = new ResultText(maxChars);
    result.content().forEach(text::add);
    if (result.content().isEmpty() && result.structuredContent() != null) {
      text.add(json(result.structuredContent()));
    }
    return text.toText();
  }

  private void add(McpSchema.Content content) {
    add(
        switch (content) {
          case McpSchema.TextContent said -> said.text();
          case McpSchema.EmbeddedResource embedded
              when embedded.resource() instanceof McpSchema.TextResourceContents said ->
              "[%s]\n%s".formatted(said.uri(), said.text());
          case McpSchema.ResourceLink link -> "[link: %s]".formatted(link.uri());
          case McpSchema.ImageContent image -> "[left out: %s]".formatted(image.mimeType());
          case McpSchema.AudioContent audio -> "[left out: %s]".formatted(audio.mimeType());
          // A stranger's interface: it may get more kinds.
          default -> "[left out: %s]".formatted(content.type());
        });
  }

  private void add(String part) {
    String line = chars == 0 ? part : "\n" + part;
    chars += line.length();
    text.append(line, 0, Math.min(line.length(), Math.max(0, maxChars - text.length())));
  }

  private String toText() {
    return chars <= maxChars
        ? text.toString()
        : text + "\n[cut: %d of %d characters shown]".formatted(maxChars, chars);
  }

  private static String json(Object structured) {
    try {
      return McpJsonDefaults.getMapper().writeValueAsString(structured);
    } catch (IOException _) {
      return "[left out: structured content that cannot be written]";
    }
  }
}
