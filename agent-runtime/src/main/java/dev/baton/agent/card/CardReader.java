package dev.baton.agent.card;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.agent.json.JsonSchemaCheck;
import dev.baton.schemas.AgentCard;
import dev.baton.schemas.AgentLimits;
import dev.baton.schemas.Skill;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns the tree of one card into the record, key by key. */
final class CardReader {

  private static final Set<String> KEYS =
      new TreeSet<>(
          Set.of(
              "role",
              "version",
              "description",
              "skills",
              "examples",
              "tier",
              "prompt",
              "tools",
              "permissions",
              "limits",
              "outputSchema",
              "handoffTo",
              "requiresLiveWorker"));
  private static final Set<String> SKILL_KEYS = new TreeSet<>(Set.of("name", "description"));
  private static final Set<String> LIMIT_KEYS =
      new TreeSet<>(Set.of("maxSteps", "maxTokens", "timeout"));
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?");
  private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,8})(ms|s|m|h)");

  private final ObjectNode card;
  private final String source;

  CardReader(ObjectNode card, String source) {
    this.card = card;
    this.source = source;
  }

  AgentCard card() {
    onlyKeys("", card, KEYS);
    return AgentCard.newBuilder()
        .setRole(name("role", requiredText(card, "role")))
        .setVersion((int) wholeNumber("version", required(card, "version"), Integer.MAX_VALUE))
        .setDescription(requiredText(card, "description"))
        .setSkills(skills())
        .setExamples(texts("examples"))
        .setTier(present("tier").map(tier -> name("tier", text("tier", tier))).orElse("fast"))
        .setPrompt(present("prompt").map(prompt -> text("prompt", prompt)).orElse(""))
        .setTools(texts("tools").stream().map(tool -> name("tools", tool)).toList())
        .setPermissions(texts("permissions"))
        .setLimits(limits())
        .setOutputSchema(outputSchema().orElse(null))
        .setHandoffTo(texts("handoffTo").stream().map(role -> name("handoffTo", role)).toList())
        .setRequiresLiveWorker(present("requiresLiveWorker").map(this::flag).orElse(false))
        .build();
  }

  private List<Skill> skills() {
    JsonNode list = required(card, "skills");
    if (!list.isArray() || list.isEmpty()) {
      throw wrong("skills", list.toString(), "a list with at least one skill");
    }
    List<Skill> skills = new ArrayList<>();
    for (JsonNode item : list) {
      if (!(item instanceof ObjectNode skill)) {
        throw wrong("skills", item.toString(), "name and description");
      }
      onlyKeys("skills.", skill, SKILL_KEYS);
      skills.add(
          Skill.newBuilder()
              .setName(name("skills.name", requiredText(skill, "name")))
              .setDescription(requiredText(skill, "description"))
              .build());
    }
    return skills;
  }

  private AgentLimits limits() {
    AgentLimits.Builder limits = AgentLimits.newBuilder();
    Optional<JsonNode> given = present("limits");
    if (given.isEmpty()) {
      return limits.build();
    }
    if (!(given.get() instanceof ObjectNode bounds)) {
      throw wrong("limits", given.get().toString(), "maxSteps, maxTokens and timeout");
    }
    onlyKeys("limits.", bounds, LIMIT_KEYS);
    if (bounds.has("maxSteps")) {
      limits.setMaxSteps((int) wholeNumber("limits.maxSteps", bounds.get("maxSteps"), 1000));
    }
    if (bounds.has("maxTokens")) {
      limits.setMaxTokens(wholeNumber("limits.maxTokens", bounds.get("maxTokens"), 1_000_000_000L));
    }
    if (bounds.has("timeout")) {
      limits.setTimeoutMillis(millis(bounds.get("timeout")));
    }
    return limits.build();
  }

  private long millis(JsonNode node) {
    Matcher matcher = DURATION.matcher(node.asText());
    if (!matcher.matches()) {
      throw wrong("limits.timeout", node.asText(), "a whole number and ms, s, m or h");
    }
    long unit =
        switch (matcher.group(2)) {
          case "ms" -> 1;
          case "s" -> 1000;
          case "m" -> 60_000;
          default -> 3_600_000;
        };
    return Math.multiplyExact(Long.parseLong(matcher.group(1)), unit);
  }

  private Optional<String> outputSchema() {
    return present("outputSchema")
        .map(schema -> {
          String json = schema.isTextual() ? schema.textValue() : schema.toString();
          try {
            JsonSchemaCheck.of(json);
          } catch (IllegalArgumentException e) {
            throw new AgentCardException(
                "agent card %s: outputSchema: %s".formatted(source, e.getMessage()), e);
          }
          return json;
        });
  }

  private List<String> texts(String key) {
    Optional<JsonNode> list = present(key);
    if (list.isEmpty()) {
      return List.of();
    }
    if (!list.get().isArray()) {
      throw wrong(key, list.get().toString(), "a list of texts");
    }
    List<String> texts = new ArrayList<>();
    list.get().forEach(item -> texts.add(text(key, item)));
    return texts;
  }

  private boolean flag(JsonNode node) {
    if (!node.isBoolean()) {
      throw wrong("requiresLiveWorker", node.toString(), "true or false");
    }
    return node.booleanValue();
  }

  private long wholeNumber(String key, JsonNode node, long max) {
    if (!node.isIntegralNumber() || node.longValue() < 1 || node.longValue() > max) {
      throw wrong(key, node.toString(), "a whole number from 1 to " + max);
    }
    return node.longValue();
  }

  private String name(String key, String value) {
    if (!NAME.matcher(value).matches()) {
      throw wrong(key, value, "1 to 40 lower-case letters, digits and hyphens");
    }
    return value;
  }

  private String requiredText(ObjectNode parent, String key) {
    return text(key, required(parent, key));
  }

  private String text(String key, JsonNode node) {
    if (!node.isTextual() || node.textValue().isBlank()) {
      throw wrong(key, node.toString(), "a text");
    }
    return node.textValue();
  }

  private JsonNode required(ObjectNode parent, String key) {
    JsonNode value = parent.get(key);
    if (value == null || value.isNull()) {
      throw new AgentCardException("agent card %s: %s is missing".formatted(source, key));
    }
    return value;
  }

  private Optional<JsonNode> present(String key) {
    return Optional.ofNullable(card.get(key)).filter(value -> !value.isNull());
  }

  private void onlyKeys(String prefix, ObjectNode node, Set<String> allowed) {
    node.fieldNames()
        .forEachRemaining(key -> {
          if (!allowed.contains(key)) {
            throw new AgentCardException(
                "agent card %s: unknown key %s%s (expected: %s)"
                    .formatted(source, prefix, key, String.join(", ", allowed)));
          }
        });
  }

  private AgentCardException wrong(String key, String value, String expected) {
    return new AgentCardException(
        "agent card %s: %s: %s (expected: %s)".formatted(source, key, value, expected));
  }
}
