package dev.baton.cli.output;

import dev.baton.schemas.Progress;

/** Shows what goes on while a run is under way. Not thread-safe: one thread watches a run. */
public interface ProgressDisplay extends AutoCloseable {

  /** Shows one piece of progress. */
  void show(Progress progress);

  /** Time has passed without progress; displays that move may move. */
  void tick();

  /** Leaves the terminal as it was found. */
  @Override
  void close();

  /** The same without texts that are being written. */
  default ProgressDisplay withoutDrafts() {
    ProgressDisplay whole = this;
    return new ProgressDisplay() {
      @Override
      public void show(Progress progress) {
        if (!progress.getKind().equals(Drafts.KIND)) {
          whole.show(progress);
        }
      }

      @Override
      public void tick() {
        whole.tick();
      }

      @Override
      public void close() {
        whole.close();
      }
    };
  }

  /** Shows nothing. */
  static ProgressDisplay none() {
    return new ProgressDisplay() {
      @Override
      public void show(Progress progress) {}

      @Override
      public void tick() {}

      @Override
      public void close() {}
    };
  }
}
