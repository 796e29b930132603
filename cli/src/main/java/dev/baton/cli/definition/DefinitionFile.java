package dev.baton.cli.definition;

import dev.baton.cli.failure.CommandFailure;
import dev.baton.core.workflow.Catalog;
import dev.baton.core.workflow.Reading;
import dev.baton.core.workflow.Workflow;
import dev.baton.core.workflow.WorkflowParser;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A workflow definition in a file.
 *
 * @param file where it lies
 * @param yaml its text
 */
public record DefinitionFile(Path file, String yaml) {

  private static final long MAX_BYTES = 256 * 1024;

  /**
   * Reads a file.
   *
   * @throws CommandFailure if it cannot be read or is too large
   */
  public static DefinitionFile read(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw CommandFailure.usage(
            "%s: %d bytes (expected: at most %d)".formatted(file, Files.size(file), MAX_BYTES));
      }
      return new DefinitionFile(file, Files.readString(file));
    } catch (CharacterCodingException e) {
      throw CommandFailure.usage(file + ": is not UTF-8 (expected: a workflow in YAML, in UTF-8)");
    } catch (IOException e) {
      throw CommandFailure.usage(file + ": cannot be read (expected: a workflow in YAML)");
    }
  }

  /** What is in it. */
  public Reading reading(Catalog catalog) {
    return WorkflowParser.read(yaml, catalog);
  }

  /**
   * The workflow.
   *
   * @throws CommandFailure if something is wrong with it; one line for each problem
   */
  public Workflow checked(Catalog catalog) {
    Reading reading = reading(catalog);
    return reading
        .workflow()
        .orElseThrow(() -> CommandFailure.failed(String.join("\n", lines(reading))));
  }

  /** The problems as compilers write theirs, so that editors find the place: FILE:LINE:COLUMN. */
  public List<String> lines(Reading reading) {
    return reading.problems().stream()
        .map(problem ->
            "%s:%d:%d: %s".formatted(file, problem.line(), problem.column(), problem.message()))
        .toList();
  }
}
