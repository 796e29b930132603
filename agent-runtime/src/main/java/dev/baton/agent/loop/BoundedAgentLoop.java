package dev.baton.agent.loop;

import dev.baton.agent.failure.TaskFailureException;
import dev.baton.agent.json.Json;
import dev.baton.agent.json.JsonSchemaCheck;
import dev.baton.agent.model.ModelClient;
import dev.baton.agent.model.ModelMessage;
import dev.baton.agent.model.ModelReply;
import dev.baton.agent.model.ModelRequest;
import dev.baton.agent.model.ReplyEnd;
import dev.baton.agent.model.ToolCall;
import dev.baton.agent.tool.ToolBox;
import dev.baton.agent.tool.ToolException;
import dev.baton.schemas.FailureClass;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The loop over a journaled model and journaled tools: it does nothing else between two calls, so
 * an execution that finds the same calls in the journal comes to the same point. Used by one thread
 * at a time.
 */
public final class BoundedAgentLoop implements AgentLoop {

  /** The most characters of a reply that are sent back to the model when it cannot be used. */
  static final int MAX_SENT_BACK_CHARS = 4_000;

  private final ModelClient model;
  private final ToolBox tools;
  private final LoopLimits limits;
  private final Instant deadline;
  private final InstantSource clock;

  /**
   * A loop for one execution.
   *
   * @param model who is asked; counts its own tokens
   * @param tools what it may call
   * @param limits bounds
   * @param deadline of the execution
   * @param clock tells whether it has passed
   */
  public BoundedAgentLoop(
      ModelClient model, ToolBox tools, LoopLimits limits, Instant deadline, InstantSource clock) {
    this.model = model;
    this.tools = tools;
    this.limits = limits;
    this.deadline = deadline;
    this.clock = clock;
  }

  @Override
  public LoopResult run(LoopPrompt prompt) throws InterruptedException {
    return new Run(prompt).toEnd();
  }

  private final class Run {
    private final LoopPrompt prompt;
    private final Optional<JsonSchemaCheck> check;
    private final List<ModelMessage> transcript = new ArrayList<>();
    private final Map<String, Integer> actions = new HashMap<>();
    private int repairs;

    Run(LoopPrompt prompt) {
      this.prompt = prompt;
      this.check = prompt.outputSchema().map(JsonSchemaCheck::of);
      transcript.add(new ModelMessage.User(prompt.user()));
    }

    LoopResult toEnd() throws InterruptedException {
      for (int step = 1; step <= limits.maxSteps(); step++) {
        ModelReply reply = ask();
        transcript.add(new ModelMessage.Assistant(reply.text(), reply.toolCalls()));
        if (!reply.toolCalls().isEmpty()) {
          act(reply.toolCalls());
        } else if (accepted(reply)) {
          return new LoopResult(text(reply), transcript, step);
        }
      }
      throw new TaskFailureException(
          FailureClass.BUDGET,
          "steps of %s: %d without an answer (expected: an answer within them)"
              .formatted(prompt.purpose(), limits.maxSteps()));
    }

    private ModelReply ask() throws InterruptedException {
      if (Thread.interrupted()) {
        throw new InterruptedException("loop of " + prompt.purpose() + ": ended between two calls");
      }
      if (!clock.instant().isBefore(deadline)) {
        throw new TaskFailureException(
            FailureClass.TIMEOUT,
            "deadline of %s: passed at %s".formatted(prompt.purpose(), deadline));
      }
      ModelRequest request =
          new ModelRequest(
              prompt.purpose(),
              prompt.system(),
              transcript,
              tools.specs(),
              prompt.outputSchema(),
              limits.maxOutputTokens(),
              prompt.streams());
      return model.call(request, deadline);
    }

    private void act(List<ToolCall> calls) throws InterruptedException {
      Optional<String> malformed = Optional.empty();
      for (ToolCall call : calls) {
        refuseRepetition(call);
        String output;
        try {
          output = tools.call(call.tool(), call.argumentsJson()).text();
        } catch (ToolException e) {
          output = "error: " + e.getMessage();
          malformed = e.isMalformed() ? Optional.ofNullable(e.getMessage()) : malformed;
        }
        transcript.add(new ModelMessage.ToolOutput(call.id(), call.tool(), output));
      }
      malformed.ifPresent(this::spendRepair);
    }

    /** The model is shown enough of its reply to know it again, and does not pay for the rest. */
    private static String shown(String text) {
      return text.length() <= MAX_SENT_BACK_CHARS
          ? text
          : text.substring(0, MAX_SENT_BACK_CHARS) + "…";
    }

    /** A reply is sent back so often and no more, whatever is wrong with it. */
    private void spendRepair(String complaint) {
      if (repairs++ >= limits.maxRepairs()) {
        throw new TaskFailureException(
            FailureClass.MALFORMED,
            "output of %s: %s (after %d repairs)"
                .formatted(prompt.purpose(), complaint, limits.maxRepairs()));
      }
    }

    private String text(ModelReply reply) {
      return check.isPresent() ? Json.unfenced(reply.text()) : reply.text();
    }

    private void refuseRepetition(ToolCall call) {
      String arguments =
          Json.readObject(call.argumentsJson()).map(Json::canonical).orElse(call.argumentsJson());
      int times = actions.merge(call.tool() + '\n' + arguments, 1, Integer::sum);
      if (times >= limits.maxIdenticalActions()) {
        throw new TaskFailureException(
            FailureClass.PERMANENT,
            "action: %s asked for %d times with the same arguments (expected: fewer than %d)"
                .formatted(call.tool(), times, limits.maxIdenticalActions()));
      }
    }

    private Optional<String> complaint(ModelReply reply) {
      if (reply.end() == ReplyEnd.CUT_OFF) {
        return Optional.of(
            "it was cut off (expected: at most %d tokens)".formatted(limits.maxOutputTokens()));
      }
      if (reply.text().isBlank()) {
        return Optional.of("it is empty");
      }
      String text = text(reply);
      return check.flatMap(schema -> schema.complaint(text)).or(() -> prompt.check().apply(text));
    }

    private boolean accepted(ModelReply reply) {
      Optional<String> complaint = complaint(reply);
      if (complaint.isEmpty()) {
        return true;
      }
      spendRepair(complaint.get());
      transcript.set(
          transcript.size() - 1, new ModelMessage.Assistant(shown(reply.text()), List.of()));
      transcript.add(
          new ModelMessage.User(
              "The last reply cannot be used: "
                  + complaint.get()
                  + "\nAnswer again"
                  + (check.isPresent() ? " with JSON alone." : ", shorter where it was cut off.")));
      return false;
    }
  }
}
