package dev.baton.core.workflow;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One definition of the table of malformed ones.
 *
 * @param name what is wrong
 * @param seenBySchema whether the schema for editors refuses it too
 * @param yaml the definition
 * @param problems LINE:COLUMN and how the message begins, of each problem in order
 */
record Malformed(String name, boolean seenBySchema, String yaml, List<String> problems) {
  private static final String TABLE = "/workflow/malformed.txt";
  private static final Pattern ENTRY =
      Pattern.compile(
          "^=== (.*?)( \\| schema)?\n(.*?)^---\n(.*?)(?=^=== |\\z)",
          Pattern.MULTILINE | Pattern.DOTALL);

  static List<Malformed> all() {
    List<Malformed> all = new ArrayList<>();
    Matcher entry = ENTRY.matcher(text());
    while (entry.find()) {
      all.add(of(entry));
    }
    return all;
  }

  private static Malformed of(Matcher entry) {
    return new Malformed(
        entry.group(1),
        entry.group(2) != null,
        entry.group(3),
        entry.group(4).lines().filter(problem -> !problem.isBlank()).toList());
  }

  private static String text() {
    try (InputStream table = Malformed.class.getResourceAsStream(TABLE)) {
      byte[] bytes = Optional.ofNullable(table).orElseThrow().readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(TABLE, e);
    }
  }
}
