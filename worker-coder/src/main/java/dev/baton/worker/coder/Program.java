package dev.baton.worker.coder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.agent.json.Json;
import dev.baton.sandbox.SandboxFile;
import dev.baton.sandbox.code.Language;
import java.util.ArrayList;
import java.util.List;

/**
 * A program as a model writes it.
 *
 * @param language what it is written in
 * @param summary what it does, in the model's words
 * @param files its files, the test among them
 * @param test path of the file that is run to test it: exit code 0 is a pass
 */
record Program(Language language, String summary, List<SandboxFile> files, String test) {

  static final int MAX_FILES = 20;

  /** Of all files together; they must fit into one call of the tool. */
  static final int MAX_CHARS = 40_000;

  /** What a reply must look like. */
  static final String SCHEMA =
      """
      {"type": "object", "required": ["language", "summary", "files", "test"], "additionalProperties": false, "properties": {
        "language": {"enum": ["java", "python"]},
        "summary": {"type": "string", "maxLength": 2000},
        "files": {"type": "array", "minItems": 1, "maxItems": %d, "items": {"type": "object",
          "required": ["path", "content"], "additionalProperties": false,
          "properties": {"path": {"type": "string"}, "content": {"type": "string"}}}},
        "test": {"type": "string"}}}
      """
          .formatted(MAX_FILES);

  Program {
    files = List.copyOf(files);
  }

  /**
   * Reads a reply that fits the schema.
   *
   * @param given the test that the task brought, where it did; it replaces the model's
   * @throws IllegalArgumentException with what is wrong beyond the schema; is told to the model
   */
  static Program read(String json, java.util.Optional<GivenTest> given) {
    JsonNode tree = Json.readObject(json).orElseGet(Json::object);
    List<SandboxFile> files = new ArrayList<>();
    int chars = 0;
    for (JsonNode file : tree.path("files")) {
      files.add(SandboxFile.of(file.path("path").asText(), file.path("content").asText()));
      chars += file.path("content").asText().length();
    }
    if (chars > MAX_CHARS) {
      throw new IllegalArgumentException(
          "files: %d characters (expected: at most %d together)".formatted(chars, MAX_CHARS));
    }
    Language language = Language.of(tree.path("language").asText()).orElseThrow();
    String test = tree.path("test").asText();
    if (given.isPresent()) {
      given.get().refuse(language);
      files.removeIf(file -> file.path().equals(given.get().path()));
      files.add(SandboxFile.of(given.get().path(), given.get().source()));
      test = given.get().path();
    }
    return checked(new Program(language, tree.path("summary").asText(), files, test));
  }

  private static Program checked(Program program) {
    long paths = program.files.stream().map(SandboxFile::path).distinct().count();
    if (paths < program.files.size()) {
      throw new IllegalArgumentException("files: two share a path (expected: each path once)");
    }
    boolean there = program.files.stream().anyMatch(file -> file.path().equals(program.test));
    if (!there || !program.test.endsWith(program.language.ending())) {
      throw new IllegalArgumentException(
          "test: %s (expected: the path of one of the files, ending with %s)"
              .formatted(program.test, program.language.ending()));
    }
    return program;
  }

  /** The arguments of {@link RunCodeTool} that test it. */
  String toolArguments() {
    ObjectNode arguments = Json.object().put("language", language.text()).put("main", test);
    ArrayNode array = arguments.putArray("files");
    for (SandboxFile file : files) {
      array.addObject().put("path", file.path()).put("content", file.text());
    }
    return Json.canonical(arguments);
  }

  /** Its files as Markdown. */
  String markdown() {
    StringBuilder text = new StringBuilder();
    for (SandboxFile file : files) {
      text.append('`').append(file.path()).append("`\n\n");
      text.append(Fence.around(file.text(), language.text())).append('\n');
    }
    return text.toString();
  }
}
