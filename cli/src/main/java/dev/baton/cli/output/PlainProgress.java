package dev.baton.cli.output;

import dev.baton.schemas.Progress;
import java.io.PrintStream;

/**
 * One line for each piece of progress, for pipes and log files. Drafts are for people who watch:
 * they are left out.
 */
public final class PlainProgress implements ProgressDisplay {

  private static final int MAX_LINE = 160;

  private final PrintStream out;

  /** Writes to this stream. */
  public PlainProgress(PrintStream out) {
    this.out = out;
  }

  @Override
  public void show(Progress progress) {
    if (!progress.getKind().equals(Drafts.KIND)) {
      out.println(line(progress));
    }
  }

  static String line(Progress progress) {
    StringBuilder line = new StringBuilder();
    if (!progress.getStep().isEmpty()) {
      line.append(progress.getStep()).append(": ");
    }
    String who = progress.getWorker().isEmpty() ? progress.getRole() : progress.getWorker();
    if (!who.isEmpty()) {
      line.append(who).append(": ");
    }
    return Shown.line(line + progress.getText(), MAX_LINE);
  }

  @Override
  public void tick() {}

  @Override
  public void close() {}
}
