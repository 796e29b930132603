package dev.baton.agent.model;

import dev.baton.agent.failure.TaskFailureException;
import dev.baton.agent.tool.ToolSpec;
import dev.baton.schemas.FailureClass;
import dev.baton.schemas.Usage;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What one attempt may spend, over all its executions. A call is made only if its worst case fits
 * into what is left: its input as estimated, and as many tokens of reply as it may ask for. Where
 * they do not fit, the reply is bounded more tightly; where hardly a reply would fit, the attempt
 * ends.
 *
 * @param maxTokens tokens in and out
 * @param maxCostMicros money in millionths of the installation's currency; absent means no bound
 */
public record Allowance(long maxTokens, Optional<Long> maxCostMicros) {

  /** A reply bounded more tightly than this is not worth its input. */
  static final int LEAST_OUTPUT_TOKENS = 64;

  // Rather too few bytes a token than too many: English has about four, other scripts fewer.
  private static final int BYTES_PER_TOKEN = 3;
  private static final int TOKENS_PER_MESSAGE = 8;

  /**
   * How many tokens the reply may have.
   *
   * @param request what is to be asked
   * @param model who is to be asked
   * @param spent what the attempt has spent so far
   * @throws TaskFailureException of class BUDGET if the call does not fit
   */
  int outputTokens(ModelRequest request, ModelClient model, Usage spent) {
    long input = estimate(request);
    int wanted = request.maxOutputTokens();
    int least = Math.min(wanted, LEAST_OUTPUT_TOKENS);
    long tokens = spent.getInputTokens() + spent.getOutputTokens();
    long byTokens = maxTokens - tokens - input;
    if (byTokens < least) {
      throw refused("tokens", tokens, maxTokens, input);
    }
    long byMoney = Long.MAX_VALUE;
    if (maxCostMicros.isPresent()) {
      long left = maxCostMicros.get() - spent.getCostMicros();
      byMoney = price(model).outputTokens(input, left);
      if (byMoney < least) {
        throw refused("cost micros", spent.getCostMicros(), maxCostMicros.get(), input);
      }
    }
    return (int) Math.min(wanted, Math.min(byTokens, byMoney));
  }

  private static ModelPrice price(ModelClient model) {
    return model
        .price()
        .orElseThrow(() ->
            new TaskFailureException(
                FailureClass.BUDGET,
                "price of the tier of model %s: unknown (expected: one in baton.prices for each of its models, because the money of this attempt is bounded)"
                    .formatted(model.name())));
  }

  private static TaskFailureException refused(String what, long spent, long bound, long input) {
    return new TaskFailureException(
        FailureClass.BUDGET,
        "%s spent: %d of %d (expected: enough left for a call of about %d tokens)"
            .formatted(what, spent, bound, input));
  }

  /** How many tokens a request has, estimated on the safe side. */
  static long estimate(ModelRequest request) {
    long bytes = bytes(request.system()) + request.outputSchema().map(Allowance::bytes).orElse(0L);
    for (ToolSpec tool : request.tools()) {
      bytes += bytes(tool.name()) + bytes(tool.description()) + bytes(tool.argumentsSchema());
    }
    for (ModelMessage message : request.messages()) {
      bytes += bytes(message);
    }
    long messages = 1L + request.messages().size() + request.tools().size();
    return (bytes + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN + messages * TOKENS_PER_MESSAGE;
  }

  private static long bytes(ModelMessage message) {
    return switch (message) {
      case ModelMessage.User(String text) -> bytes(text);
      case ModelMessage.Assistant(String text, var calls) ->
          bytes(text)
              + calls.stream()
                  .mapToLong(call -> bytes(call.tool()) + bytes(call.argumentsJson()))
                  .sum();
      case ModelMessage.ToolOutput(_, String tool, String text) -> bytes(tool) + bytes(text);
    };
  }

  private static long bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
