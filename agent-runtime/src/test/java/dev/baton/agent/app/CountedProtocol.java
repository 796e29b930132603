package dev.baton.agent.app;

import dev.baton.agent.model.ModelClient;
import dev.baton.agent.model.ModelFacts;
import dev.baton.agent.model.ModelProtocol;
import dev.baton.agent.model.ModelReply;
import dev.baton.agent.model.ModelRequest;
import dev.baton.agent.model.ProviderAccount;
import dev.baton.agent.model.ToolCall;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/**
 * A model outside of the worker's process that counts who asks it: in its first turns it wants a
 * tool called, one that changes the world and one that looks at it in turn, then it has an answer.
 */
public final class CountedProtocol implements ModelProtocol {

  /** The turn that brings the answer. */
  static final int LAST_TURN = 10;

  /** How many of its turns change the world: the first, the third and so on. */
  static final int EFFECTS = LAST_TURN / 2;

  /** How many of its turns look at it. */
  static final int LOOKS = LAST_TURN - 1 - EFFECTS;

  @Override
  public String name() {
    return "counted";
  }

  @Override
  public String standardModel(String tier) {
    return "counted-model";
  }

  @Override
  public ModelClient client(ProviderAccount account, String model, ModelFacts facts) {
    URI outside = account.baseUrl().orElseThrow();
    return new ModelClient() {
      @Override
      public String name() {
        return model;
      }

      @Override
      public ModelReply call(ModelRequest request, Instant deadline) throws InterruptedException {
        int turn = 1 + (request.messages().size() - 1) / 2;
        Outside.tell(outside, "model/" + request.purpose() + "/" + turn);
        return turn == LAST_TURN
            ? new ModelReply(model, "Done.", List.of(), 10, 1, 7)
            : new ModelReply(model, "", List.of(wanted(turn)), 10, 1, 7);
      }
    };
  }

  private static ToolCall wanted(int turn) {
    String tool = turn % 2 == 1 ? "effect" : "look";
    return new ToolCall("c" + turn, tool, "{\"step\":%d}".formatted(turn));
  }
}
