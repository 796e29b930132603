package dev.baton.worker.generalist;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.agent.json.Json;
import dev.baton.agent.model.ModelMessage;
import dev.baton.agent.model.ModelReply;
import dev.baton.agent.model.ModelRequest;
import dev.baton.agent.model.OfflineExtractiveModel;
import dev.baton.agent.model.Prompts;
import dev.baton.agent.task.TaskContext;
import dev.baton.agent.task.TaskOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The skill decompose: a question becomes facets. By rules where there is no model, or where the
 * model's reply is no list of facets.
 */
final class Decomposition {

  static final String PURPOSE = "decompose";

  private static final int MAX_OUTPUT_TOKENS = 1_024;
  private static final String SYSTEM = Prompts.read("decompose").text();
  private static final String SCHEMA =
      """
      {"type": "object", "required": ["facets"], "properties": {"facets": {"type": "array", "minItems": 1, "maxItems": %d,
      "items": {"type": "string", "minLength": 1, "maxLength": %d}}}}
      """
          .formatted(FacetSplitter.MAX_FACETS, FacetSplitter.MAX_FACET_CHARS);

  private Decomposition() {}

  static TaskOutcome perform(TaskContext context, String question) throws InterruptedException {
    Optional<List<String>> byModel = byModel(context, question);
    List<String> facets = byModel.orElseGet(() -> FacetSplitter.split(question));
    ObjectNode fields = Json.object().put("by", byModel.isPresent() ? "model" : "rules");
    ArrayNode array = fields.putArray("facets");
    facets.forEach(array::add);
    return TaskOutcome.fields(Json.canonical(fields));
  }

  private static Optional<List<String>> byModel(TaskContext context, String question)
      throws InterruptedException {
    if (context.model().name().equals(OfflineExtractiveModel.NAME)) {
      return Optional.empty();
    }
    ModelRequest request =
        new ModelRequest(
            PURPOSE,
            SYSTEM,
            List.of(new ModelMessage.User(question)),
            List.of(),
            Optional.of(SCHEMA),
            MAX_OUTPUT_TOKENS);
    ModelReply reply = context.model().call(request, context.deadline());
    return facets(Json.unfenced(reply.text()));
  }

  private static Optional<List<String>> facets(String json) {
    List<String> facets = new ArrayList<>();
    for (JsonNode facet : Json.readObject(json).orElseGet(Json::object).path("facets")) {
      String text = facet.asText().strip();
      if (text.isEmpty() || text.length() > FacetSplitter.MAX_FACET_CHARS) {
        return Optional.empty();
      }
      facets.add(text);
    }
    return facets.isEmpty() || facets.size() > FacetSplitter.MAX_FACETS
        ? Optional.empty()
        : Optional.of(facets);
  }
}
