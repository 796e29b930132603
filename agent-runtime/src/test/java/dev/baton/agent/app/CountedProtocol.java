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
 * tool called, then it has an answer.
 */
public final class CountedProtocol implements ModelProtocol {

  /** The turn that brings the answer. */
  static final int LAST_TURN = 6;

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
            : new ModelReply(
                model,
                "",
                List.of(new ToolCall("c" + turn, "effect", "{\"step\":%d}".formatted(turn))),
                10,
                1,
                7);
      }
    };
  }
}
