package dev.baton.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.schemas.PartialText;
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

    @Test
    void leavesDraftsOut() {
      try (ProgressDisplay display = new Terminal(false, 80).display(out)) {
        display.show(draft(1, "e-1", 1, 1, 0, "Seven"));
      }

      assertThat(text()).isEmpty();
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
    void showsADraftAsItGrowsAndLeavesNothingOfIt() {
      ProgressDisplay display = new TerminalProgress(out, 60);
      display.show(progress("write", "writer-1", "writing"));
      display.show(draft(1, "e-1", 1, 1, 0, "Seven "));
      display.show(draft(1, "e-1", 1, 1, 6, "days.\nNo\u001b[2J longer."));
      display.show(draft(1, "e-1", 2, 1, 0, "The link resumes."));

      assertThat(screen(60).stream().filter(line -> !line.isEmpty()))
          .satisfiesExactly(
              line -> assertThat(line).endsWith("write: writer-1: writing"),
              line -> assertThat(line).isEqualTo("  │ draft; the answer may differ"),
              line -> assertThat(line).isEqualTo("  │ Seven days."),
              line -> assertThat(line).isEqualTo("  │ No[2J longer."),
              line -> assertThat(line).isEqualTo("  │"),
              line -> assertThat(line).isEqualTo("  │ The link resumes."));
      display.close();
      assertThat(screen(60)).allSatisfy(line -> assertThat(line).isEmpty());
    }

    @Test
    void putsATextThatIsBegunAnewInThePlaceOfTheLastOne() {
      ProgressDisplay display = new TerminalProgress(out, 60);
      display.show(draft(1, "e-1", 1, 1, 0, "First."));
      display.show(draft(1, "e-1", 2, 1, 0, "Second, by a model that "));
      display.show(draft(1, "e-1", 2, 2, 0, "Second, by another."));
      display.show(draft(1, "e-1", 2, 1, 24, "broke off late."));
      display.show(draft(2, "e-2", 2, 1, 0, "Second, by the next attempt."));
      display.show(draft(1, "e-1", 3, 1, 0, "Third, by an attempt that was given up."));
      display.show(draft(2, "e-3", 2, 1, 0, "Second, by another execution."));
      display.show(draft(2, "e-2", 2, 1, 28, "Late, by the one before."));

      assertThat(screen(60).stream().filter(line -> line.startsWith("  │ ")))
          .containsExactly(
              "  │ draft, begun anew; the answer may differ",
              "  │ First.",
              "  │ Second, by another execution.");
    }

    @Test
    void saysThatTheBeginningOfADraftIsMissing() {
      ProgressDisplay display = new TerminalProgress(out, 60);
      display.show(draft(1, "e-1", 1, 1, 6, "days."));

      assertThat(screen(60)).contains("  │ … days.");
    }

    @Test
    void showsNoDraftWhereNoneIsWanted() {
      ProgressDisplay display = new TerminalProgress(out, 60).withoutDrafts();
      display.show(progress("write", "writer-1", "writing"));
      display.show(draft(1, "e-1", 1, 1, 0, "Seven"));
      display.tick();

      assertThat(text()).contains("writing").doesNotContain("Seven");
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

  private static Progress draft(
      int attempt, String execution, int call, int beginning, long offset, String piece) {
    return Progress.newBuilder(progress("write", "writer-1", piece))
        .setKind("writing")
        .setPartial(new PartialText("t-1", attempt, execution, call, beginning, offset))
        .build();
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
