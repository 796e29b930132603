package dev.baton.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TextTableTests {

  @Test
  void alignsColumnsByTheirWidestCell() {
    assertThat(new TextTable("a", "bb", "c").row("long", "", "x").row("y", "z", "").lines())
        .containsExactly("a     bb  c", "long      x", "y     z");
  }

  @Test
  void refusesARowThatDoesNotFit() {
    TextTable table = new TextTable("a", "b");

    assertThatThrownBy(() -> table.row("1")).hasMessage("cells: 1 (expected: 2)");
  }

  @Test
  void showsDurationsAsPeopleReadThem() {
    assertThat(Shown.duration(Duration.ofMillis(85))).isEqualTo("85 ms");
    assertThat(Shown.duration(Duration.ofMillis(3_249))).isEqualTo("3.2 s");
    assertThat(Shown.duration(Duration.ofSeconds(250))).isEqualTo("4 min 10 s");
  }

  @Test
  void cutsLongLinesWithAnEllipsis() {
    assertThat(Shown.line("abcdef", 4)).isEqualTo("abc…");
    assertThat(Shown.line(" a\r\n\tb\u0007 ", 10)).isEqualTo("a b");
    assertThat(Shown.block("a\n\u001b[1mb\r\n")).isEqualTo("a\n[1mb");
  }
}
