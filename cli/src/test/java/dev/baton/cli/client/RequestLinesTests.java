package dev.baton.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.cli.client.RequestLines.Line;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequestLinesTests {

  @Test
  void leavesOtherLinesAloneWhenOneIsBad() throws IOException {
    List<Line> lines =
        read("{\"goal\": \"a\"}\n\nnonsense\n{\"goal\": \"b\", \"x\": 1}\r\n{\"goal\": \"c\"}");

    assertThat(lines).extracting(Line::number).containsExactly(1, 3, 4, 5);
    assertThat(goals(lines)).containsExactly("a", "c");
    assertThat(lines.get(2))
        .isInstanceOfSatisfying(
            Line.Refused.class, refused -> assertThat(refused.why()).startsWith("unknown field x"));
  }

  @Test
  void refusesALineThatIsTooLongAndGoesOnBehindIt() throws IOException {
    String tooLong = "{\"goal\": \"" + "x".repeat(1 << 20) + "\"}";

    List<Line> lines = read(tooLong + "\n{\"goal\": \"b\"}\n");

    assertThat(lines.getFirst())
        .isEqualTo(new Line.Refused(1, "longer than 262144 bytes (expected: at most that)"));
    assertThat(goals(lines)).containsExactly("b");
  }

  @Test
  void acceptsALineOfExactlyTheBound() throws IOException {
    String empty = "{\"goal\": \"a\", \"conversationId\": \"\"}";
    String full =
        empty.replace(
            "\"\"", "\"" + "x".repeat(RequestLines.MAX_LINE_BYTES - empty.length()) + "\"");

    assertThat(goals(read(full))).containsExactly("a");
    assertThat(goals(read(full + " "))).isEmpty();
  }

  @Test
  void hasNoLinesWhereThereAreNone() throws IOException {
    assertThat(read("")).isEmpty();
    assertThat(read("\n  \n\n")).isEmpty();
  }

  private static List<Line> read(String text) throws IOException {
    RequestLines lines =
        new RequestLines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    List<Line> all = new ArrayList<>();
    for (Optional<Line> line = lines.next(); line.isPresent(); line = lines.next()) {
      all.add(line.get());
    }
    return all;
  }

  private static List<String> goals(List<Line> lines) {
    return lines.stream()
        .filter(Line.Accepted.class::isInstance)
        .map(line -> ((Line.Accepted) line).request().getGoal())
        .toList();
  }
}
