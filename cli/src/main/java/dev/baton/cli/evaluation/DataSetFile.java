package dev.baton.cli.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.cli.failure.CommandFailure;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads a data set: CLINC150's JSON ({@code train}, {@code val}, {@code test}, {@code oos_train},
 * {@code oos_val}, {@code oos_test}, each a list of [text, label]), or a table of rows with text,
 * label and, where the set is divided already, split, as CSV (RFC 4180) or JSON Lines.
 */
public final class DataSetFile {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String EXPECTED =
      "a .json file in CLINC150's form, or a .csv or .jsonl file of text, label and maybe split";

  private final Path file;
  private final LabelledRows rows;

  private DataSetFile(Path file, String outOfScopeLabel) {
    this.file = file;
    this.rows = new LabelledRows(outOfScopeLabel);
  }

  /**
   * Reads a file.
   *
   * @param outOfScopeLabel the label of texts that belong to none
   * @throws CommandFailure if it cannot be read, naming the line
   */
  public static DataSet read(Path file, String outOfScopeLabel) {
    DataSetFile reader = new DataSetFile(file, outOfScopeLabel);
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    String content = reader.content();
    if (name.endsWith(".json")) {
      reader.readParts(content);
    } else if (name.endsWith(".jsonl")) {
      reader.readJsonLines(content);
    } else if (name.endsWith(".csv")) {
      reader.readCsv(content);
    } else {
      throw reader.error("unknown form (expected: %s)".formatted(EXPECTED));
    }
    try {
      return reader.rows.divide();
    } catch (IllegalArgumentException e) {
      throw reader.error(String.valueOf(e.getMessage()));
    }
  }

  private String content() {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw error("not UTF-8 (expected: text in UTF-8)");
    } catch (IOException e) {
      throw error("cannot be read (expected: %s)".formatted(EXPECTED));
    }
  }

  private void readParts(String content) {
    JsonNode root = json(content, 0);
    if (!root.isObject() || !root.has("train")) {
      throw error("no key train (expected: %s)".formatted(EXPECTED));
    }
    root.properties()
        .forEach(part -> {
          String split =
              part.getKey().startsWith("oos_") ? part.getKey().substring(4) : part.getKey();
          int index = 0;
          for (JsonNode item : part.getValue()) {
            if (!item.isArray() || item.size() != 2 || !item.get(0).isTextual()) {
              throw error("%s[%d]: no [text, label]".formatted(part.getKey(), index));
            }
            add(
                item.get(0).asText(),
                item.get(1).asText(),
                split,
                part.getKey() + "[" + index + "]");
            index++;
          }
        });
  }

  private void readJsonLines(String content) {
    int number = 0;
    for (String line : content.lines().toList()) {
      number++;
      if (!line.isBlank()) {
        JsonNode row = json(line, number);
        add(
            row.path("text").asText(""),
            row.path("label").asText(""),
            row.path("split").asText(""),
            "line " + number);
      }
    }
  }

  private void readCsv(String content) {
    List<Csv.Row> table;
    try {
      table = Csv.parse(content);
    } catch (IllegalArgumentException e) {
      throw error(String.valueOf(e.getMessage()));
    }
    if (table.isEmpty()) {
      throw error("empty (expected: a heading text,label and rows)");
    }
    List<String> heading = new ArrayList<>();
    table.getFirst().cells().forEach(cell -> heading.add(cell.strip().toLowerCase(Locale.ROOT)));
    int text = heading.indexOf("text");
    int label = heading.indexOf("label");
    int split = heading.indexOf("split");
    if (text < 0 || label < 0) {
      throw error(
          "line 1: heading %s (expected: text,label or text,label,split)".formatted(heading));
    }
    for (Csv.Row row : table.subList(1, table.size())) {
      if (row.cells().size() != heading.size()) {
        throw error(
            "line %d: %d cells (expected: %d)"
                .formatted(row.line(), row.cells().size(), heading.size()));
      }
      add(
          row.cells().get(text),
          row.cells().get(label),
          split < 0 ? "" : row.cells().get(split),
          "line " + row.line());
    }
  }

  private void add(String text, String label, String split, String place) {
    try {
      rows.add(text, label, split);
    } catch (IllegalArgumentException e) {
      throw error(place + ": " + e.getMessage());
    }
  }

  private JsonNode json(String text, int line) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      long at = line > 0 ? line : e.getLocation().getLineNr();
      throw error("line %d: no JSON: %s".formatted(at, e.getOriginalMessage()));
    }
  }

  private CommandFailure error(String problem) {
    return CommandFailure.usage("data: %s: %s".formatted(file, problem));
  }
}
