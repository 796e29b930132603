package dev.baton.worker.reviewer;

import dev.baton.agent.failure.TaskFailureException;
import dev.baton.agent.loop.BoundedAgentLoop;
import dev.baton.agent.loop.LoopLimits;
import dev.baton.agent.loop.LoopPrompt;
import dev.baton.agent.model.ModelClient;
import dev.baton.agent.model.ModelReply;
import dev.baton.agent.model.ModelRequest;
import dev.baton.agent.model.OfflineExtractiveModel;
import dev.baton.agent.model.Prompts;
import dev.baton.agent.task.TaskContext;
import dev.baton.schemas.FailureClass;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * Has a model judge a draft: one that did not write it, where the tier has one. Used by one thread,
 * for one draft.
 */
final class Critic {

  /** The purpose under which the model is asked. */
  static final String PURPOSE = "critique";

  private static final String SYSTEM = Prompts.read("critique").text();

  /** One reply and two repairs of it; with no tool to call, no action is counted. */
  private static final LoopLimits LIMITS = new LoopLimits(3, 2_048, 2, 100);

  /** Without a critique the checks still stand. */
  private static final Set<FailureClass> NO_CRITIQUE =
      Set.of(FailureClass.MALFORMED, FailureClass.REFUSED, FailureClass.BUDGET);

  private final TaskContext context;
  private final InstantSource clock;
  private final Authors authors;

  Critic(TaskContext context, InstantSource clock, Authors authors) {
    this.context = context;
    this.clock = clock;
    this.authors = authors;
  }

  /** A critique, or why there is none. */
  sealed interface Opinion {
    /** There is one. */
    record Given(Critique critique) implements Opinion {}

    /**
     * There is none.
     *
     * @param reason why; empty where no model is configured
     */
    record None(String reason) implements Opinion {}
  }

  /**
   * Asks.
   *
   * @param user what the model is shown
   * @param draft in which the places of its issues lie
   * @throws InterruptedException if the work was interrupted
   * @throws TaskFailureException if the model cannot be reached
   */
  Opinion judge(String user, String draft) throws InterruptedException {
    ModelClient other = context.model().avoiding(authors.models());
    Noting model = new Noting(isOffline(other) ? context.model() : other);
    if (isOffline(model)) {
      return new Opinion.None("");
    }
    LoopPrompt prompt =
        new LoopPrompt(PURPOSE, SYSTEM, user, Optional.of(Critique.SCHEMA))
            .checked(Critique::contradiction);
    try {
      String reply =
          new BoundedAgentLoop(model, new NoTools(), LIMITS, context.deadline(), clock)
              .run(prompt)
              .text();
      return new Opinion.Given(Critique.read(reply, draft, model.replied));
    } catch (TaskFailureException e) {
      if (!NO_CRITIQUE.contains(e.failureClass())) {
        throw e;
      }
      return new Opinion.None(String.valueOf(e.getMessage()));
    }
  }

  private static boolean isOffline(ModelClient model) {
    return model.name().equals(OfflineExtractiveModel.NAME);
  }

  /** Remembers which model of the tier replied last. */
  private static final class Noting implements ModelClient {
    private final ModelClient model;
    private String replied = "";

    Noting(ModelClient model) {
      this.model = model;
    }

    @Override
    public String name() {
      return model.name();
    }

    @Override
    public ModelReply call(ModelRequest request, Instant deadline) throws InterruptedException {
      ModelReply reply = model.call(request, deadline);
      replied = reply.model();
      return reply;
    }
  }
}
