package dev.baton.worker.coder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.agent.json.Json;
import dev.baton.agent.tool.Tool;
import dev.baton.agent.tool.ToolException;
import dev.baton.agent.tool.ToolInvocation;
import dev.baton.agent.tool.ToolOutput;
import dev.baton.agent.tool.ToolSpec;
import dev.baton.sandbox.SandboxFile;
import dev.baton.sandbox.SandboxResult;
import dev.baton.sandbox.SandboxUnavailableException;
import dev.baton.sandbox.code.CodeJob;
import dev.baton.sandbox.code.CodeResult;
import dev.baton.sandbox.code.CodeRunner;
import dev.baton.sandbox.code.Language;
import java.util.ArrayList;
import java.util.List;

/** Runs a program in the worker's sandbox. Refuses where there is none. Thread-safe. */
public final class RunCodeTool implements Tool {

  /** The tool's name. */
  public static final String RUN_CODE = "run-code";

  /** What it says first where there is no sandbox. */
  static final String NO_SANDBOX = "no sandbox: ";

  /** Of each output, its end; and of all files that are handed back, together. */
  private static final int MAX_CHARS = 16 * 1024;

  private static final String ARGUMENTS =
      """
      {"type": "object", "required": ["language", "files", "main"], "additionalProperties": false, "properties": {
        "language": {"enum": ["java", "python"]},
        "files": {"type": "array", "minItems": 1, "maxItems": 30, "items": {"type": "object",
          "required": ["path", "content"], "additionalProperties": false,
          "properties": {"path": {"type": "string"}, "content": {"type": "string"}}}},
        "main": {"type": "string", "description": "the file that is run"},
        "stdin": {"type": "string"}}}
      """;

  private static final ToolSpec SPEC =
      new ToolSpec(
          RUN_CODE,
          "Compiles and runs a program in a sandbox without network; returns how it ended, its output and the files that it made.",
          ARGUMENTS);

  private final CodeSandbox sandbox;

  RunCodeTool(CodeSandbox sandbox) {
    this.sandbox = sandbox;
  }

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ToolOutput run(ToolInvocation call) throws InterruptedException {
    JsonNode arguments =
        Json.readObject(call.argumentsJson())
            .orElseThrow(
                () -> new ToolException("arguments: no JSON object (expected: a program)"));
    try {
      CodeResult result = new CodeRunner(sandbox.get()).run(job(arguments));
      return new ToolOutput(Json.canonical(tree(result)));
    } catch (SandboxUnavailableException e) {
      throw new ToolException(e.getMessage() + "; nothing was run", e);
    } catch (IllegalArgumentException e) {
      throw new ToolException(String.valueOf(e.getMessage()), e);
    }
  }

  private CodeJob job(JsonNode arguments) {
    String language = arguments.path("language").asText();
    List<SandboxFile> files = new ArrayList<>();
    for (JsonNode file : arguments.path("files")) {
      files.add(SandboxFile.of(file.path("path").asText(), file.path("content").asText()));
    }
    return new CodeJob(
        Language.of(language)
            .orElseThrow(() ->
                new ToolException("language: %s (expected: java or python)".formatted(language))),
        files,
        arguments.path("main").asText(),
        arguments.path("stdin").asText(),
        sandbox.limits());
  }

  private static ObjectNode tree(CodeResult result) {
    return switch (result) {
      case CodeResult.NotCompiled(SandboxResult compilation) ->
          tree(compilation).put("compiled", false).put("passed", false);
      case CodeResult.Ran(SandboxResult run) ->
          tree(run).put("compiled", true).put("passed", run.ending().isSuccess());
    };
  }

  private static ObjectNode tree(SandboxResult result) {
    ObjectNode tree = Json.object();
    tree.put("ending", result.ending().text())
        .put("stdout", end(result.stdout().text()))
        .put("stderr", end(result.stderr().text()))
        .put("truncated", result.stdout().truncated() || result.stderr().truncated())
        .put("millis", result.elapsed().toMillis());
    addFiles(tree.putArray("files"), result.files());
    ArrayNode leftOut = tree.putArray("leftOut");
    result.leftOut().forEach(leftOut::add);
    return tree;
  }

  /** Those that do not fit are named with their sizes. */
  private static void addFiles(ArrayNode array, List<SandboxFile> files) {
    int left = MAX_CHARS;
    for (SandboxFile file : files) {
      String text = printable(file.text());
      ObjectNode one = array.addObject().put("path", file.path()).put("chars", text.length());
      if (text.length() <= left) {
        one.put("content", text);
        left -= text.length();
      }
    }
  }

  private static String end(String text) {
    String kept = text.length() <= MAX_CHARS ? text : text.substring(text.length() - MAX_CHARS);
    return printable(kept);
  }

  /** Other characters take six in JSON, and the whole must fit into a tool's output. */
  private static String printable(String text) {
    return text.replaceAll("[\\p{Cntrl}&&[^\n\t]]", "?");
  }
}
