package dev.baton.cli.client;

import dev.baton.schemas.Progress;

/** Is told what goes on while somebody waits. */
public interface ProgressListener {

  /** Something worth showing. */
  void onProgress(Progress progress);

  /** Some time has passed. */
  void onTime();
}
