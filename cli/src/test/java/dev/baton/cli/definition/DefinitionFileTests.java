package dev.baton.cli.definition;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefinitionFileTests {
  @Test
  void aFileInAnotherEncodingIsNamedAsSuch(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("w.yaml");
    Files.write(file, "name: café\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> DefinitionFile.read(file))
        .hasMessage(file + ": is not UTF-8 (expected: a workflow in YAML, in UTF-8)");
  }
}
