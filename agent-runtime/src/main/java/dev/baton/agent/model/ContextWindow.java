package dev.baton.agent.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.agent.failure.TaskFailureException;
import dev.baton.agent.json.Json;
import dev.baton.schemas.FailureClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes a request fit a model's window. The instructions, the tools, the task and the last step
 * stay; the outputs of tools are shortened to head and tail, the oldest first, then the oldest
 * steps are left out whole. The same request is always trimmed the same way.
 *
 * @param model whose window it is, for messages
 * @param tokens in and out together
 */
record ContextWindow(String model, int tokens) {

  /** What is left of a shortened output: its first and its last characters. */
  static final int HEAD_CHARS = 1_200;

  static final int TAIL_CHARS = 400;

  /** A shorter output is left as it is: the mark would take what the cut gives. */
  private static final int LEAST_CHARS = HEAD_CHARS + TAIL_CHARS + 200;

  /**
   * A request that fits.
   *
   * @param request what is asked
   * @param note what was left out, as a JSON object; empty where nothing was
   */
  record Fitted(ModelRequest request, Optional<String> note) {}

  /**
   * Trims a request, if it must be trimmed.
   *
   * @throws TaskFailureException of class PERMANENT if not even what must stay fits
   */
  Fitted fit(ModelRequest request) {
    return estimate(request) <= tokens ? new Fitted(request, Optional.empty()) : trim(request);
  }

  private static long estimate(ModelRequest request) {
    return Allowance.estimate(request) + request.maxOutputTokens();
  }

  private Fitted trim(ModelRequest whole) {
    ObjectNode note =
        Json.object().put("window", tokens).put("before", estimate(whole)).put("model", model);
    ArrayNode shortened = note.putArray("shortened");
    List<ModelMessage> messages = new ArrayList<>(whole.messages());
    for (int i = 1; i < messages.size() && !fits(whole, messages); i++) {
      if (messages.get(i) instanceof ModelMessage.ToolOutput output
          && output.text().length() > LEAST_CHARS) {
        messages.set(i, shortened(output));
        shortened
            .addObject()
            .put("message", i)
            .put("tool", output.tool())
            .put("characters", output.text().length());
      }
    }
    int dropped = 0;
    while (!fits(whole, messages) && nextStep(messages) < messages.size()) {
      int step = nextStep(messages) - 1;
      messages.subList(1, 1 + step).clear();
      dropped += step;
    }
    note.put("droppedMessages", dropped);
    ModelRequest rest = whole.withMessages(messages);
    if (estimate(rest) > tokens) {
      throw new TaskFailureException(
          FailureClass.PERMANENT,
          "window of model %s: %d tokens, and instructions, task, last step and reply take about %d (expected: a shorter task, or a model with a larger window)"
              .formatted(model, tokens, estimate(rest)));
    }
    return new Fitted(rest, Optional.of(Json.canonical(note.put("after", estimate(rest)))));
  }

  private boolean fits(ModelRequest request, List<ModelMessage> messages) {
    return estimate(request.withMessages(messages)) <= tokens;
  }

  /** Where the second step begins that is still there; a step begins with what the model said. */
  private static int nextStep(List<ModelMessage> messages) {
    for (int i = 2; i < messages.size(); i++) {
      if (messages.get(i) instanceof ModelMessage.Assistant) {
        return i;
      }
    }
    return messages.size();
  }

  private static ModelMessage.ToolOutput shortened(ModelMessage.ToolOutput output) {
    String text = output.text();
    int left = text.length() - HEAD_CHARS - TAIL_CHARS;
    return new ModelMessage.ToolOutput(
        output.callId(),
        output.tool(),
        text.substring(0, HEAD_CHARS)
            + "\n[%d characters left out here]\n".formatted(left)
            + text.substring(text.length() - TAIL_CHARS));
  }
}
