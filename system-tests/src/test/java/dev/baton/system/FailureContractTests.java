package dev.baton.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every guarantee in docs/failure-contract.md names a test that exists. */
class FailureContractTests {

  private static final Path DOCUMENT = Path.of("../docs/failure-contract.md");
  private static final Pattern TEST = Pattern.compile("`(\\w+Tests)#(\\w+)`");

  @Test
  void namesATestInEveryRowOfItsGuarantees() throws IOException {
    List<String> rows =
        Files.readAllLines(DOCUMENT).stream()
            .dropWhile(line -> !line.startsWith("| object"))
            .takeWhile(line -> line.startsWith("|"))
            .skip(2)
            .toList();

    assertThat(rows).hasSizeGreaterThanOrEqualTo(9);
    assertThat(rows).allMatch(row -> TEST.matcher(row).find());
  }

  @Test
  void namesOnlyTestsThatExist() throws IOException {
    Matcher tests = TEST.matcher(Files.readString(DOCUMENT));
    for (MatchResult test : tests.results().toList()) {
      assertThat(source(test.group(1))).as(test.group()).contains("void " + test.group(2) + "(");
    }
  }

  private static String source(String testClass) throws IOException {
    try (Stream<Path> files =
        Files.find(Path.of(".."), 20, (file, _) -> file.endsWith(testClass + ".java"))) {
      return Files.readString(
          files
              .findFirst()
              .orElseThrow(() -> new AssertionError("no such test class: " + testClass)));
    }
  }
}
