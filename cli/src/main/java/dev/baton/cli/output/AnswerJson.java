package dev.baton.cli.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.schemas.Answer;
import dev.baton.schemas.Citation;
import dev.baton.schemas.Content;
import dev.baton.schemas.Missing;
import dev.baton.schemas.Route;
import dev.baton.schemas.StepReport;
import dev.baton.schemas.Usage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An answer as a program reads it. The names are API. */
public final class AnswerJson {

  private AnswerJson() {}

  /** The whole answer as one document. */
  public static ObjectNode of(Answer answer) {
    ObjectNode json = object();
    json.put("runId", answer.getRunId());
    json.put("tenant", answer.getTenant());
    json.put("idempotencyKey", answer.getIdempotencyKey());
    json.put("status", answer.getStatus().name());
    json.put("reason", answer.getReason());
    json.put("extractive", AnswerFields.isExtractive(answer));
    addContent(json, answer.getContent());
    json.set("fields", AnswerFields.fields(answer));
    ArrayNode citations = json.putArray("citations");
    answer.getCitations().forEach(citation -> citations.add(citation(citation)));
    ArrayNode missing = json.putArray("missing");
    answer.getMissing().forEach(one -> missing.add(missing(one)));
    ArrayNode savings = json.putArray("savings");
    answer.getSavings().forEach(savings::add);
    json.set("route", route(answer.getRoute()));
    json.put("workflow", answer.getWorkflow());
    ArrayNode steps = json.putArray("steps");
    answer.getSteps().forEach(step -> steps.add(step(step)));
    json.set("usage", usage(answer.getUsage()));
    json.put("startedAt", answer.getStartedAt().toString());
    json.put("finishedAt", answer.getFinishedAt().toString());
    json.put(
        "durationMillis",
        Duration.between(answer.getStartedAt(), answer.getFinishedAt()).toMillis());
    ObjectNode correlation = json.putObject("correlation");
    answer.getCorrelation().forEach(correlation::put);
    return json;
  }

  private static void addContent(ObjectNode json, @Nullable Content content) {
    json.putNull("answer");
    if (content == null) {
      return;
    }
    json.put("mediaType", content.getMediaType());
    if (content.getText() != null) {
      json.put("answer", content.getText());
    }
    if (content.getReference() != null) {
      json.putObject("reference")
          .put("uri", content.getReference().getUri())
          .put("sha256", content.getReference().getSha256())
          .put("bytes", content.getReference().getBytes());
    }
  }

  private static ObjectNode citation(Citation citation) {
    return object()
        .put("number", citation.getNumber())
        .put("corpus", citation.getCorpus())
        .put("source", citation.getSource())
        .put("lineStart", citation.getLineStart())
        .put("lineEnd", citation.getLineEnd())
        .put("quote", citation.getQuote());
  }

  private static ObjectNode missing(Missing missing) {
    return object()
        .put("step", missing.getStep())
        .put("item", missing.getItem())
        .put("reason", missing.getReason().name())
        .put("detail", missing.getDetail());
  }

  /** A route as one object. */
  static ObjectNode route(Route route) {
    return object()
        .put("kind", route.getKind().name())
        .put("target", route.getTarget())
        .put("stage", route.getStage().name())
        .put("rule", route.getRule())
        .put("confidence", route.getConfidence())
        .put("runnerUp", route.getRunnerUp())
        .put("reason", route.getReason())
        .put("routerVersion", route.getRouterVersion());
  }

  private static ObjectNode step(StepReport step) {
    ObjectNode json =
        object()
            .put("step", step.getStep())
            .put("agent", step.getRole())
            .put("status", step.getStatus())
            .put("rounds", step.getRounds())
            .put("tasks", step.getTasks())
            .put("attempts", step.getAttempts())
            .put("durationMillis", step.getDurationMillis());
    json.set("usage", usage(step.getUsage()));
    if (step.getCompensation() != null) {
      json.put("compensation", step.getCompensation());
    }
    return json;
  }

  private static ObjectNode usage(Usage usage) {
    ObjectNode json =
        object()
            .put("inputTokens", usage.getInputTokens())
            .put("outputTokens", usage.getOutputTokens())
            .put("cachedTokens", usage.getCachedTokens())
            .put("costMicros", usage.getCostMicros())
            .put("modelCalls", usage.getModelCalls())
            .put("toolCalls", usage.getToolCalls())
            .put("durationMillis", usage.getDurationMillis());
    ArrayNode models = json.putArray("models");
    usage.getModels().forEach(models::add);
    return json;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
