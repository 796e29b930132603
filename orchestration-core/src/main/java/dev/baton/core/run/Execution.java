package dev.baton.core.run;

import dev.baton.core.message.Usage;

/**
 * What one worker's go at an attempt has cost so far. Reports grow; only the growth is counted, so
 * a repeated report costs nothing.
 *
 * @param executionId names the go
 * @param usage its last report
 */
public record Execution(String executionId, Usage usage) {
  /** Takes a worker's word for no more than can be. */
  public Execution {
    usage = usage.bounded();
  }
}
