package dev.baton.worker.generalist;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.agent.json.Json;
import java.util.List;

/** The JSON Schema of a model's plan: it can name no role but those allowed. */
final class PlanSchema {

  private static final String NAME = "^[a-z][a-zA-Z0-9_-]{0,39}$";
  private static final int MAX_TEXT = 2_000;

  private PlanSchema() {}

  static String of(PlanBrief brief) {
    ObjectNode schema = Json.object().put("type", "object").put("additionalProperties", false);
    schema.putArray("required").add("steps");
    ObjectNode steps = schema.putObject("properties").putObject("steps");
    steps.put("type", "array").put("minItems", 1).put("maxItems", brief.maxSteps());
    ObjectNode step = steps.putObject("items");
    step.put("type", "object").put("additionalProperties", false);
    List.of("name", "agent").forEach(step.putArray("required")::add);
    ObjectNode keys = step.putObject("properties");
    name(keys.putObject("name"));
    role(keys.putObject("agent"), brief);
    text(keys.putObject("skill"));
    text(keys.putObject("objective"));
    names(keys.putObject("needs"));
    text(keys.putObject("when"));
    text(keys.putObject("forEach"));
    names(keys.putObject("reads"));
    name(keys.putObject("writes"));
    role(keys.putObject("fallback"), brief);
    return Json.canonical(schema);
  }

  private static void role(ObjectNode key, PlanBrief brief) {
    ArrayNode roles = key.putArray("enum");
    brief.roles().forEach(roles::add);
  }

  private static void name(ObjectNode key) {
    key.put("type", "string").put("pattern", NAME);
  }

  private static void text(ObjectNode key) {
    key.put("type", "string").put("minLength", 1).put("maxLength", MAX_TEXT);
  }

  private static void names(ObjectNode key) {
    key.put("type", "array");
    name(key.putObject("items"));
  }
}
