package dev.baton.worker.reviewer;

import dev.baton.agent.json.Json;
import dev.baton.agent.json.JsonSchemaCheck;
import dev.baton.schemas.Task;
import java.util.List;
import java.util.Optional;

/**
 * Checks code that can be checked without running it: Java is compiled, JSON is read, against the
 * JSON Schema that the request brings where it brings one. Stateless.
 */
final class CodeChecks {

  /** The request's input that holds a JSON Schema for the JSON of the draft. */
  static final String SCHEMA_INPUT = "schema";

  private static final String JAVA = "java";
  private static final String JSON = "json";

  private CodeChecks() {}

  /**
   * Checks all blocks of a draft.
   *
   * @throws InterruptedException if the work was interrupted
   */
  static Checked of(List<CodeBlock> blocks, Task task) throws InterruptedException {
    Checked checked =
        JavaCheck.of(blocks.stream().filter(block -> block.language().equals(JAVA)).toList());
    String schema = task.getInputs().getOrDefault(SCHEMA_INPUT, "");
    for (CodeBlock block : blocks) {
      if (block.language().equals(JSON)) {
        checked = checked.and(json(block, schema));
      } else if (!block.language().equals(JAVA)) {
        checked = checked.and(Checked.not(block.place() + ": no check for this language"));
      }
    }
    return checked;
  }

  private static Checked json(CodeBlock block, String schema) {
    Optional<String> complaint;
    try {
      complaint =
          schema.isBlank()
              ? Json.complaint(block.code())
              : JsonSchemaCheck.of(schema).complaint(block.code());
    } catch (IllegalArgumentException e) {
      return Checked.not("%s: input %s: %s".formatted(block.place(), SCHEMA_INPUT, e.getMessage()));
    }
    return complaint
        .map(what -> new Checked(List.of(issue(block, what, schema)), List.of()))
        .orElseGet(Checked::fine);
  }

  private static ReviewIssue issue(CodeBlock block, String what, String schema) {
    return new ReviewIssue(
        block.place(),
        "%s (expected: JSON%s)".formatted(what, schema.isBlank() ? "" : " that fits the schema"),
        Severity.CRITICAL);
  }
}
