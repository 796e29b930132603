package dev.baton.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;

/** A reader of any version can read what a writer of any other version wrote. */
class CompatibilityTests {

  @Test
  void readsEveryEarlierVersionAndIsReadByIt() throws IOException {
    Map<String, Schema> current = ContractVersions.current();
    Map<Integer, Map<String, Schema>> versions = ContractVersions.committed();

    assertThat(versions).isNotEmpty();
    versions.forEach((version, schemas) ->
        schemas.forEach((name, earlier) -> {
          Schema now = Objects.requireNonNull(current.get(name), name);
          assertThat(problems(now, earlier)).as("%s reads version %s", name, version).isEmpty();
          // The run log's facts are read by machines that know them, or not at all.
          if (!name.equals(RunLogRecord.class.getSimpleName())) {
            assertThat(problems(earlier, now)).as("version %s reads %s", version, name).isEmpty();
          }
        }));
  }

  @Test
  void committedVersionCoversEveryRecordOfTheContract() throws IOException {
    assertThat(new HashSet<>(ContractVersions.committed().lastEntry().getValue().keySet()))
        .isEqualTo(ContractVersions.current().keySet());
  }

  @Test
  void findsAFieldWithoutDefaultAndARemovedOne() {
    Schema earlier = parse("{'type':'record','name':'R','fields':[{'name':'a','type':'string'}]}");
    Schema added =
        parse(
            "{'type':'record','name':'R','fields':[{'name':'a','type':'string'},{'name':'b','type':'int'}]}");
    Schema removed = parse("{'type':'record','name':'R','fields':[]}");

    assertThat(problems(added, earlier)).isNotEmpty();
    assertThat(problems(earlier, removed)).isNotEmpty();
    assertThat(problems(removed, earlier)).isEmpty();
  }

  @Test
  void describesEveryRecordAndField() {
    List<String> undescribed = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    ContractVersions.current()
        .values()
        .forEach(schema -> collectUndescribed(schema, seen, undescribed));

    assertThat(seen).hasSizeGreaterThan(40);
    assertThat(undescribed).isEmpty();
  }

  private static List<String> problems(Schema reader, Schema writer) {
    SchemaCompatibility.SchemaPairCompatibility pair =
        SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
    return pair.getType() == SchemaCompatibilityType.COMPATIBLE
        ? List.of()
        : pair.getResult().getIncompatibilities().stream().map(Object::toString).toList();
  }

  private static void collectUndescribed(
      Schema schema, Set<String> seen, List<String> undescribed) {
    switch (schema.getType()) {
      case RECORD -> {
        if (seen.add(schema.getFullName())) {
          note(schema.getFullName(), schema.getDoc(), undescribed);
          for (Schema.Field field : schema.getFields()) {
            note(schema.getName() + "." + field.name(), field.doc(), undescribed);
            collectUndescribed(field.schema(), seen, undescribed);
          }
        }
      }
      case ENUM -> {
        if (seen.add(schema.getFullName())) {
          note(schema.getFullName(), schema.getDoc(), undescribed);
          // A fact must not be misread: an older machine that meets a newer symbol in the run log
          // has to fail.
          if (!schema.getNamespace().endsWith(".fact")) {
            assertThat(schema.getEnumDefault()).as("default of " + schema.getName()).isNotNull();
          }
        }
      }
      case UNION -> schema.getTypes().forEach(type -> collectUndescribed(type, seen, undescribed));
      case ARRAY -> collectUndescribed(schema.getElementType(), seen, undescribed);
      case MAP -> collectUndescribed(schema.getValueType(), seen, undescribed);
      case FIXED, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> {}
    }
  }

  private static void note(
      String what, @org.jspecify.annotations.Nullable String doc, List<String> undescribed) {
    if (doc == null || doc.isBlank()) {
      undescribed.add(what);
    }
  }

  private static Schema parse(String json) {
    return new Schema.Parser().parse(json.replace('\'', '"'));
  }
}
