package dev.baton.cli.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.cli.failure.CommandFailure;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * Reads a data set: CLINC150's JSON ({@code train}, {@code val}, {@code test}, {@code oos_train},
 * {@code oos_val}, {@code oos_test}, each a list of [text, label]), a list of JSON objects, or a
 * table of rows with text, label and, where the set is divided already, split, as CSV, TSV or JSON
 * Lines. A folder with files named train, val and test is one set.
 */
public final class DataSetFile {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String EXPECTED =
      "a .json file in CLINC150's form, or a .csv, .tsv, .jsonl or .json file of text, label and maybe split";
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final Path file;
  private final LabelledRows rows;
  private final String usualSplit;

  private DataSetFile(Path file, LabelledRows rows, String usualSplit) {
    this.file = file;
    this.rows = rows;
    this.usualSplit = usualSplit;
  }

  /**
   * Reads a file, or the files of a folder.
   *
   * @param outOfScopeLabel the label of texts that belong to none
   * @throws CommandFailure if it cannot be read, naming the line
   */
  public static DataSet read(Path place, String outOfScopeLabel) {
    LabelledRows rows = new LabelledRows(outOfScopeLabel);
    if (Files.isDirectory(place)) {
      readFolder(place, rows);
    } else {
      new DataSetFile(place, rows, "").read();
    }
    try {
      return rows.divide();
    } catch (IllegalArgumentException e) {
      throw error(place, String.valueOf(e.getMessage()));
    }
  }

  private static void readFolder(Path folder, LabelledRows rows) {
    boolean any = false;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : StreamSupport.stream(files.spliterator(), false).sorted().toList()) {
        String name = file.getFileName().toString();
        String stem = name.substring(0, Math.max(0, name.lastIndexOf('.')));
        if (LabelledRows.isSplit(stem)) {
          any = true;
          new DataSetFile(file, rows, stem).read();
        }
      }
    } catch (IOException e) {
      throw error(folder, "cannot be read (expected: a folder with data files)");
    }
    if (!any) {
      throw error(
          folder, "no file named train, val or test (expected: each %s)".formatted(EXPECTED));
    }
  }

  private void read() {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    String content = content();
    if (name.endsWith(".json")) {
      readJson(content);
    } else if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
      readJsonLines(content);
    } else if (name.endsWith(".csv") || name.endsWith(".tsv")) {
      readTable(content);
    } else {
      throw error("unknown form (expected: %s)".formatted(EXPECTED));
    }
  }

  private String content() {
    try {
      String content = Files.readString(file);
      return content.startsWith(BYTE_ORDER_MARK) ? content.substring(1) : content;
    } catch (CharacterCodingException e) {
      throw error("not UTF-8 (expected: text in UTF-8)");
    } catch (IOException e) {
      throw error("cannot be read (expected: %s)".formatted(EXPECTED));
    }
  }

  private void readJson(String content) {
    JsonNode root = json(content, 0);
    if (root.isArray()) {
      readItems(root, "", "");
      return;
    }
    if (!root.isObject() || !root.has("train")) {
      throw error("no key train (expected: %s)".formatted(EXPECTED));
    }
    root.properties()
        .forEach(part ->
            readItems(
                part.getValue(),
                part.getKey(),
                part.getKey().startsWith("oos_") ? part.getKey().substring(4) : part.getKey()));
  }

  private void readItems(JsonNode items, String part, String split) {
    int index = 0;
    for (JsonNode item : items) {
      String place = part + "[" + index + "]";
      if (item.isObject()) {
        readObject(item, split, place);
      } else if (item.isArray() && item.size() == 2 && item.get(0).isTextual()) {
        add(item.get(0).asText(), item.get(1).asText(), split, place);
      } else {
        throw error(place + ": neither [text, label] nor an object of text and label");
      }
      index++;
    }
  }

  private void readObject(JsonNode row, String split, String place) {
    String own = value(row, Columns.SPLIT);
    add(value(row, Columns.TEXT), value(row, Columns.LABEL), own.isEmpty() ? split : own, place);
  }

  private static String value(JsonNode row, Set<String> names) {
    return row.properties().stream()
        .filter(field -> names.contains(field.getKey().toLowerCase(Locale.ROOT)))
        .findFirst()
        .map(field -> field.getValue().asText(""))
        .orElse("");
  }

  private void readJsonLines(String content) {
    int number = 0;
    for (String line : content.lines().toList()) {
      number++;
      if (!line.isBlank()) {
        JsonNode row = json(line, number);
        if (!row.isObject()) {
          throw error("line %d: no object (expected: text and label)".formatted(number));
        }
        readObject(row, "", "line " + number);
      }
    }
  }

  private void readTable(String content) {
    List<Csv.Row> table;
    try {
      table = Csv.parse(content);
    } catch (IllegalArgumentException e) {
      throw error(String.valueOf(e.getMessage()));
    }
    if (table.isEmpty()) {
      throw error("empty (expected: a heading text,label and rows)");
    }
    List<String> heading = table.getFirst().cells();
    int text = Columns.find(heading, Columns.TEXT);
    int label = Columns.find(heading, Columns.LABEL);
    int split = Columns.find(heading, Columns.SPLIT);
    if (text < 0 || label < 0) {
      throw error(
          "line %d: heading %s (expected: %s)"
              .formatted(table.getFirst().line(), heading, Columns.EXPECTED));
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
      rows.add(text, label, split.isBlank() ? usualSplit : split);
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
    return error(file, problem);
  }

  private static CommandFailure error(Path place, String problem) {
    return CommandFailure.usage("data: %s: %s".formatted(place, problem));
  }
}
