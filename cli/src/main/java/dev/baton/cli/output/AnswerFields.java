package dev.baton.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.baton.schemas.Answer;
import java.util.List;

/** What an answer's inline fields say. */
final class AnswerFields {

  private static final String OFFLINE_MODEL = "offline-extractive";

  private AnswerFields() {}

  /** Whether the text was extracted, with no model's part in it. */
  static boolean isExtractive(Answer answer) {
    return fields(answer).path("extractive").asBoolean(false)
        || answer.getUsage().getModels().equals(List.of(OFFLINE_MODEL));
  }

  /** The fields; an empty object where the producer of the answer wrote no JSON object. */
  static JsonNode fields(Answer answer) {
    try {
      JsonNode fields = Json.MAPPER.readTree(answer.getFieldsJson());
      return fields.isObject() ? fields : JsonNodeFactory.instance.objectNode();
    } catch (JsonProcessingException e) {
      return JsonNodeFactory.instance.objectNode();
    }
  }
}
