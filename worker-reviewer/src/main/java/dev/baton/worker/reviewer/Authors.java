package dev.baton.worker.reviewer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.agent.json.Json;
import dev.baton.schemas.SlicePart;
import java.util.List;
import java.util.TreeSet;

/**
 * The models that wrote a draft, as its author's result says in the fields {@code models} or {@code
 * model}.
 *
 * @param models sorted; empty where the result does not say
 */
record Authors(List<String> models) {

  Authors {
    models = List.copyOf(models);
  }

  static Authors of(SlicePart draft) {
    ObjectNode fields = Json.readObject(draft.getFieldsJson()).orElseGet(Json::object);
    TreeSet<String> models = new TreeSet<>();
    for (JsonNode model : fields.path("models")) {
      add(model, models);
    }
    add(fields.path("model"), models);
    return new Authors(List.copyOf(models));
  }

  private static void add(JsonNode model, TreeSet<String> models) {
    if (model.isTextual() && !model.textValue().isBlank()) {
      models.add(model.textValue());
    }
  }
}
