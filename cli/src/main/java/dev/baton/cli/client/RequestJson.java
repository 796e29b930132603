package dev.baton.cli.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.cli.failure.CommandFailure;
import dev.baton.schemas.Request;
import dev.baton.serde.ContractClasses;

/** Reads requests written as JSON objects with the contract's own field names. */
public final class RequestJson {

  /** Longest goal. */
  public static final int MAX_GOAL_CHARS = 65_536;

  private static final ObjectMapper STRICT =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  static {
    ContractClasses.trust();
  }

  private RequestJson() {}

  /**
   * Reads one request.
   *
   * @throws CommandFailure if it is no JSON object, has an unknown field, a wrong type or no goal
   */
  public static Request parse(String json) {
    JsonNode node;
    try {
      node = STRICT.readTree(json);
    } catch (JsonProcessingException e) {
      throw CommandFailure.usage("not JSON: " + e.getOriginalMessage());
    }
    return checked((Request) AvroJson.read(Request.getClassSchema(), node));
  }

  /**
   * Checks what a schema cannot say.
   *
   * @throws CommandFailure if the goal is empty or too long
   */
  public static Request checked(Request request) {
    int length = request.getGoal().length();
    if (request.getGoal().isBlank() || length > MAX_GOAL_CHARS) {
      throw CommandFailure.usage(
          "goal: %s (expected: 1 to %d characters)"
              .formatted(
                  request.getGoal().isBlank() ? "empty" : length + " characters", MAX_GOAL_CHARS));
    }
    return request;
  }
}
