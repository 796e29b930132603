package dev.baton.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.schemas.Progress;
import dev.baton.serde.ContractClasses;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ProgressTests {

  static {
    ContractClasses.trust();
  }

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);

  @Nested
  class WhenPiped {

    @Test
    void printsOneLineForEachPiece() {
      try (ProgressDisplay display = new Terminal(false, 80).display(out)) {
        display.show(progress("", "", "routed to workflow answer"));
        display.show(progress("research", "researcher-1", "searching\nthe \u001b[2Jdocuments"));
        display.tick();
      }

      assertThat(text())
          .isEqualTo(
              "routed to workflow answer\nresearch: researcher-1: searching the [2Jdocuments\n");
    }
  }

  @Nested
  class WhenOnATerminal {

    @Test
    void leavesNothingBehind() {
      try (ProgressDisplay display = new Terminal(true, 60).display(out)) {
        display.show(progress("research", "researcher-1", "searching"));
        display.show(progress("write", "writer-1", "drafting"));
        display.show(progress("research", "researcher-1", "done"));
        display.tick();
      }

      assertThat(screen(60)).allSatisfy(line -> assertThat(line).isEmpty());
    }

    @Test
    void showsTheLatestOfEachStep() {
      ProgressDisplay display = new TerminalProgress(out, 60);
      display.show(progress("research", "researcher-1", "searching"));
      display.show(progress("write", "writer-1", "drafting"));
      display.show(progress("research", "researcher-1", "found 7 passages"));

      assertThat(screen(60).stream().filter(line -> !line.isEmpty()))
          .satisfiesExactly(
              line -> assertThat(line).endsWith("write: writer-1: drafting"),
              line -> assertThat(line).endsWith("research: researcher-1: found 7 passages"));
    }

    @Test
    void neverWrapsALineAndShowsOnlySoManySteps() {
      ProgressDisplay display = new TerminalProgress(out, 40);
      for (int step = 0; step < 20; step++) {
        display.show(progress("step-" + step, "worker", "x".repeat(200)));
      }

      List<String> shown = screen(40).stream().filter(line -> !line.isEmpty()).toList();
      assertThat(shown).hasSize(TerminalProgress.MAX_STEPS);
      assertThat(shown).allSatisfy(line -> assertThat(line.length()).isLessThan(40));
      assertThat(shown.getLast()).contains("step-19");
    }

    @Test
    void writesNothingWhereNothingWasToBeShown() {
      try (ProgressDisplay display = new TerminalProgress(out, 60)) {
        display.tick();
      }

      assertThat(text()).isEmpty();
    }

    private List<String> screen(int columns) {
      TestScreen screen = new TestScreen(columns);
      screen.write(text());
      return screen.lines();
    }
  }

  private String text() {
    return written.toString(StandardCharsets.UTF_8);
  }

  private static Progress progress(String step, String worker, String text) {
    return Progress.newBuilder()
        .setRunId(Answers.RUN)
        .setAt(Instant.EPOCH)
        .setKind("working")
        .setStep(step)
        .setWorker(worker)
        .setText(text)
        .build();
  }
}
