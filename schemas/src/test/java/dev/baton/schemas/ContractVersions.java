package dev.baton.schemas;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.topics.TopicCatalogue;
import dev.baton.topics.TopicNames;
import dev.baton.topics.TopicSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * The contract as it is and as it was: one .avsc file per topic record under
 * src/test/resources/contracts/VERSION.
 */
final class ContractVersions {

  static final Path FOLDER = Path.of("src/test/resources/contracts");

  private ContractVersions() {}

  /** The schema of every topic's values, by the record's name. */
  static SortedMap<String, Schema> current() {
    SortedMap<String, Schema> schemas = new TreeMap<>();
    TopicCatalogue catalogue = new TopicCatalogue(TopicNames.standard(), Set.of("any"), Set.of());
    catalogue.topics().stream()
        .map(TopicSpec::schema)
        .forEach(schema -> schemas.put(schema.getName(), schema));
    return schemas;
  }

  /** The committed versions, by their number. */
  static SortedMap<Integer, Map<String, Schema>> committed() throws IOException {
    SortedMap<Integer, Map<String, Schema>> versions = new TreeMap<>();
    try (Stream<Path> folders = Files.list(FOLDER)) {
      for (Path folder : folders.toList()) {
        versions.put(Integer.parseInt(folder.getFileName().toString()), read(folder));
      }
    }
    return versions;
  }

  private static Map<String, Schema> read(Path folder) throws IOException {
    Map<String, Schema> schemas = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Schema schema = new Schema.Parser().parse(Files.readString(file));
        schemas.put(schema.getName(), schema);
      }
    }
    return schemas;
  }

  /**
   * Records the contract as it is under the next number; run by hand before a release
   * (CONTRIBUTING.md).
   */
  public static void main(String[] args) throws IOException {
    int next = Files.isDirectory(FOLDER) && !committed().isEmpty() ? committed().lastKey() + 1 : 1;
    Path folder = Files.createDirectories(FOLDER.resolve(Integer.toString(next)));
    ObjectMapper json = new ObjectMapper();
    for (Map.Entry<String, Schema> schema : current().entrySet()) {
      Files.writeString(
          folder.resolve(schema.getKey() + ".avsc"),
          json.readTree(schema.getValue().toString()).toPrettyString() + "\n");
    }
  }
}
