package dev.baton.cli.output;

import dev.baton.schemas.Progress;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One line for each step under way, and below them the end of what is being written, redrawn in
 * place. A frame is written at once and overwrites the one before, so nothing flickers; at the end
 * the lines are cleared.
 */
public final class TerminalProgress implements ProgressDisplay {

  /** Steps shown at once; the latest ones where there are more. */
  static final int MAX_STEPS = 6;

  /** Lines of a draft shown at once: its last ones. */
  static final int MAX_DRAFT_LINES = 8;

  private static final String[] SPINNER = {"⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"};
  private static final String CLEAR_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";

  private final PrintStream out;
  private final int columns;
  private final Map<String, String> steps = new LinkedHashMap<>();
  private final Drafts drafts = new Drafts();
  private int drawn;
  private int frame;

  /**
   * Draws on this stream.
   *
   * @param columns width of the terminal; lines are cut so that none wraps
   */
  public TerminalProgress(PrintStream out, int columns) {
    this.out = out;
    this.columns = Math.max(20, columns);
  }

  @Override
  public void show(Progress progress) {
    if (progress.getKind().equals(Drafts.KIND)) {
      drafts.add(progress);
      draw();
      return;
    }
    // A finished step keeps its line until the run ends: the reader sees what is behind and ahead.
    steps.remove(progress.getStep());
    steps.put(progress.getStep(), PlainProgress.line(progress));
    draw();
  }

  @Override
  public void tick() {
    if (drawn > 0) {
      draw();
    }
  }

  @Override
  public void close() {
    if (drawn > 0) {
      out.print(up(drawn) + "\r" + CLEAR_BELOW);
      out.flush();
      drawn = 0;
    }
  }

  private void draw() {
    List<String> lines = new ArrayList<>(steps.values());
    lines = lines.subList(Math.max(0, lines.size() - MAX_STEPS), lines.size());
    StringBuilder text = new StringBuilder(up(drawn)).append('\r');
    for (int i = 0; i < lines.size(); i++) {
      boolean last = i == lines.size() - 1;
      String mark = last ? SPINNER[frame % SPINNER.length] : "·";
      text.append(mark)
          .append(' ')
          .append(Shown.line(lines.get(i), columns - 3))
          .append(CLEAR_LINE)
          .append('\n');
    }
    List<String> draft = drafts.lines(MAX_DRAFT_LINES, columns - 5);
    draft.forEach(line -> text.append("  │ ").append(line).append(CLEAR_LINE).append('\n'));
    out.print(text.append(CLEAR_BELOW));
    out.flush();
    drawn = lines.size() + draft.size();
    frame++;
  }

  private static String up(int lines) {
    return lines == 0 ? "" : "\u001b[" + lines + "A";
  }
}
