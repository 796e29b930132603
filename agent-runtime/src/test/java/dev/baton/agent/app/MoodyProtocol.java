package dev.baton.agent.app;

import dev.baton.agent.failure.TaskFailureException;
import dev.baton.agent.model.ModelClient;
import dev.baton.agent.model.ModelFacts;
import dev.baton.agent.model.ModelProtocol;
import dev.baton.agent.model.ModelReply;
import dev.baton.agent.model.ModelRequest;
import dev.baton.agent.model.ProviderAccount;
import dev.baton.schemas.FailureClass;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Models in this process that count their calls and answer while a test lets them. */
public final class MoodyProtocol implements ModelProtocol {

  private static final Map<String, Mood> MOODS = new ConcurrentHashMap<>();

  /** How a model is. */
  static final class Mood {
    final AtomicInteger calls = new AtomicInteger();
    volatile boolean well = true;
  }

  /** The mood of a model, by its name. */
  static Mood of(String model) {
    return MOODS.computeIfAbsent(model, _ -> new Mood());
  }

  @Override
  public String name() {
    return "moody";
  }

  @Override
  public String standardModel(String tier) {
    return "moody-model";
  }

  @Override
  public ModelClient client(ProviderAccount account, String model, ModelFacts facts) {
    return new ModelClient() {
      @Override
      public String name() {
        return model;
      }

      @Override
      public ModelReply call(ModelRequest request, Instant deadline) {
        of(model).calls.incrementAndGet();
        if (!of(model).well) {
          throw new TaskFailureException(FailureClass.TRANSIENT, "overloaded");
        }
        return new ModelReply(model, "Done.", List.of(), 10, 1, 0);
      }
    };
  }
}
