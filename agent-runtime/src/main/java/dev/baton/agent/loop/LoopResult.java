package dev.baton.agent.loop;

import dev.baton.agent.model.ModelMessage;
import java.util.List;

/**
 * How a loop ended.
 *
 * @param text the model's last text
 * @param transcript every message, oldest first, tool outputs included
 * @param steps calls to the model
 */
public record LoopResult(String text, List<ModelMessage> transcript, int steps) {

  /** Copies the transcript. */
  public LoopResult {
    transcript = List.copyOf(transcript);
  }
}
