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
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
              "cheaperTier",
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

  /** A tool of another process: SERVER/TOOL, or SERVER/* for all that it has when it starts. */
  private static final Pattern MCP_TOOL =
      Pattern.compile("mcp:[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?/([A-Za-z0-9_./-]{1,128}|\\*)");

  private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,8})(ms|s|m|h)");

  private final ObjectNode card;
  private final String source;
  private final YamlPlaces places;

  CardReader(ObjectNode card, String source, YamlPlaces places) {
    this.card = card;
    this.source = source;
    this.places = places;
  }

  AgentCard card() {
    onlyKeys(List.of(), card, KEYS);
    return AgentCard.newBuilder()
        .setRole(name(List.of("role"), requiredText(List.of(), card, "role")))
        .setVersion(
            (int)
                wholeNumber(
                    List.of("version"), required(List.of(), card, "version"), Integer.MAX_VALUE))
        .setDescription(requiredText(List.of(), card, "description"))
        .setSkills(skills())
        .setExamples(texts("examples"))
        .setTier(
            present("tier")
                .map(tier -> name(List.of("tier"), text(List.of("tier"), tier)))
                .orElse("fast"))
        .setCheaperTier(
            present("cheaperTier")
                .map(tier -> name(List.of("cheaperTier"), text(List.of("cheaperTier"), tier)))
                .orElse(null))
        .setPrompt(present("prompt").map(prompt -> text(List.of("prompt"), prompt)).orElse(""))
        .setTools(tools())
        .setPermissions(texts("permissions"))
        .setLimits(limits())
        .setOutputSchema(outputSchema().orElse(null))
        .setHandoffTo(names("handoffTo"))
        .setRequiresLiveWorker(present("requiresLiveWorker").map(this::flag).orElse(false))
        .build();
  }

  private List<Skill> skills() {
    JsonNode list = required(List.of(), card, "skills");
    if (!list.isArray() || list.isEmpty()) {
      throw wrong(List.of("skills"), list.toString(), "a list with at least one skill");
    }
    List<Skill> skills = new ArrayList<>();
    for (JsonNode item : list) {
      List<String> path = List.of("skills", Integer.toString(skills.size()));
      if (!(item instanceof ObjectNode skill)) {
        throw wrong(path, item.toString(), "name and description");
      }
      onlyKeys(path, skill, SKILL_KEYS);
      skills.add(
          Skill.newBuilder()
              .setName(name(inside(path, "name"), requiredText(path, skill, "name")))
              .setDescription(requiredText(path, skill, "description"))
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
      throw wrong(List.of("limits"), given.get().toString(), "maxSteps, maxTokens and timeout");
    }
    onlyKeys(List.of("limits"), bounds, LIMIT_KEYS);
    if (bounds.has("maxSteps")) {
      limits.setMaxSteps(
          (int) wholeNumber(List.of("limits", "maxSteps"), bounds.get("maxSteps"), 1000));
    }
    if (bounds.has("maxTokens")) {
      limits.setMaxTokens(
          wholeNumber(List.of("limits", "maxTokens"), bounds.get("maxTokens"), 1_000_000_000L));
    }
    if (bounds.has("timeout")) {
      limits.setTimeoutMillis(millis(bounds.get("timeout")));
    }
    return limits.build();
  }

  private long millis(JsonNode node) {
    Matcher matcher = DURATION.matcher(node.asText());
    if (!matcher.matches()) {
      throw wrong(List.of("limits", "timeout"), node.asText(), "a whole number and ms, s, m or h");
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
                "agent card %s: outputSchema: %s"
                    .formatted(at(List.of("outputSchema")), e.getMessage()),
                e);
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
      throw wrong(List.of(key), list.get().toString(), "a list of texts");
    }
    List<String> texts = new ArrayList<>();
    list.get().forEach(item -> texts.add(text(List.of(key, index(texts)), item)));
    return texts;
  }

  private List<String> names(String key) {
    List<String> names = new ArrayList<>();
    texts(key).forEach(text -> names.add(name(List.of(key, index(names)), text)));
    return names;
  }

  private List<String> tools() {
    List<String> tools = new ArrayList<>();
    texts("tools").forEach(text -> tools.add(tool(List.of("tools", index(tools)), text)));
    return tools;
  }

  private String tool(List<String> path, String value) {
    if (!NAME.matcher(value).matches() && !MCP_TOOL.matcher(value).matches()) {
      throw wrong(
          path,
          value,
          "1 to 40 lower-case letters, digits and hyphens; or mcp:SERVER/TOOL, or mcp:SERVER/*");
    }
    return value;
  }

  private static String index(List<String> soFar) {
    return Integer.toString(soFar.size());
  }

  private boolean flag(JsonNode node) {
    if (!node.isBoolean()) {
      throw wrong(List.of("requiresLiveWorker"), node.toString(), "true or false");
    }
    return node.booleanValue();
  }

  private long wholeNumber(List<String> path, JsonNode node, long max) {
    if (!node.isIntegralNumber() || node.longValue() < 1 || node.longValue() > max) {
      throw wrong(path, node.toString(), "a whole number from 1 to " + max);
    }
    return node.longValue();
  }

  private String name(List<String> path, String value) {
    if (!NAME.matcher(value).matches()) {
      throw wrong(path, value, "1 to 40 lower-case letters, digits and hyphens");
    }
    return value;
  }

  private String requiredText(List<String> parentPath, ObjectNode parent, String key) {
    return text(inside(parentPath, key), required(parentPath, parent, key));
  }

  private String text(List<String> path, JsonNode node) {
    if (!node.isTextual() || node.textValue().isBlank()) {
      throw wrong(path, node.toString(), "a text");
    }
    return node.textValue();
  }

  private JsonNode required(List<String> parentPath, ObjectNode parent, String key) {
    JsonNode value = parent.get(key);
    if (value == null || value.isNull()) {
      throw new AgentCardException(
          "agent card %s: %s is missing".formatted(at(parentPath), shown(inside(parentPath, key))));
    }
    return value;
  }

  private Optional<JsonNode> present(String key) {
    return Optional.ofNullable(card.get(key)).filter(value -> !value.isNull());
  }

  private void onlyKeys(List<String> path, ObjectNode node, Set<String> allowed) {
    node.fieldNames()
        .forEachRemaining(key -> {
          if (!allowed.contains(key)) {
            List<String> unknown = inside(path, key);
            throw new AgentCardException(
                "agent card %s: unknown key %s (expected: %s)"
                    .formatted(at(unknown), shown(unknown), String.join(", ", allowed)));
          }
        });
  }

  private AgentCardException wrong(List<String> path, String value, String expected) {
    return new AgentCardException(
        "agent card %s: %s: %s (expected: %s)".formatted(at(path), shown(path), value, expected));
  }

  /** The source with the line and column where a value stands. */
  private String at(List<String> path) {
    return source + places.of(path);
  }

  /** Without the places in lists, which the line tells already. */
  private static String shown(List<String> path) {
    return path.stream()
        .filter(part -> !part.chars().allMatch(Character::isDigit))
        .collect(Collectors.joining("."));
  }

  private static List<String> inside(List<String> path, String key) {
    return Stream.concat(path.stream(), Stream.of(key)).toList();
  }
}
