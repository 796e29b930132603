package dev.baton.routermodels;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.agent.failure.TaskFailureException;
import dev.baton.agent.model.ModelClient;
import dev.baton.agent.model.ModelMessage;
import dev.baton.agent.model.ModelReply;
import dev.baton.agent.model.ModelRequest;
import dev.baton.agent.model.Prompt;
import dev.baton.agent.model.Prompts;
import dev.baton.router.decision.TargetModel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Asks a model of a tier with a JSON Schema whose only words are the known targets. */
final class TierTargetModel implements TargetModel {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Prompt PROMPT = Prompts.read("route");
  private static final String TARGET = "target";
  private static final String NONE = "none";

  /** The answer is a word; but most models think before, and their thoughts count. */
  private static final int MAX_OUTPUT_TOKENS = 1_000;

  private final ModelClient model;
  private final Duration deadline;
  private final InstantSource clock;

  /**
   * A model that picks targets.
   *
   * @param deadline how long one question may take
   * @param clock tells when that is over
   */
  TierTargetModel(ModelClient model, Duration deadline, InstantSource clock) {
    this.model = model;
    this.deadline = deadline;
    this.clock = clock;
  }

  @Override
  public String name() {
    return model.name();
  }

  @Override
  public Answer pick(Question question) {
    ModelRequest request =
        new ModelRequest(
            "route",
            instructions(question),
            List.of(new ModelMessage.User(question.goal())),
            List.of(),
            Optional.of(schema(question)),
            MAX_OUTPUT_TOKENS);
    try {
      return read(model.call(request, clock.instant().plus(deadline)), question);
    } catch (TaskFailureException e) {
      return new Failed(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Failed("interrupted");
    }
  }

  private static String instructions(Question question) {
    return PROMPT.text() + "\n" + described(question);
  }

  private static String described(Question question) {
    return question.targets().entrySet().stream()
        .map(target -> "- " + target.getKey() + ": " + target.getValue())
        .collect(Collectors.joining("\n"));
  }

  private static String schema(Question question) {
    ObjectNode schema = JSON.createObjectNode().put("type", "object");
    schema.put("additionalProperties", false).putArray("required").add(TARGET);
    ArrayNode names =
        schema.putObject("properties").putObject(TARGET).put("type", "string").putArray("enum");
    question.targets().keySet().forEach(names::add);
    names.add(NONE);
    return schema.toString();
  }

  private static Answer read(ModelReply reply, Question question) {
    String named;
    try {
      JsonNode answer = JSON.readTree(reply.text());
      named = answer.path(TARGET).asText("");
    } catch (JsonProcessingException _) {
      named = "";
    }
    Cost cost =
        new Cost(reply.model(), reply.inputTokens(), reply.outputTokens(), reply.costMicros());
    if (named.equals(NONE)) {
      return new Picked(Optional.empty(), cost);
    }
    // What it said instead may be any text, of the request's author perhaps: it is not repeated.
    return question.targets().containsKey(named)
        ? new Picked(Optional.of(named), cost)
        : new Failed(
            "its answer is no known target (expected: one of %d, or none)"
                .formatted(question.targets().size()));
  }
}
