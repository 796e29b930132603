package dev.baton.agent.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.baton.agent.json.Json;
import dev.baton.schemas.FailureClass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads the script of a scripted model. */
final class ScriptReader {

  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Set<String> KEYS =
      new TreeSet<>(
          Set.of(
              "purpose",
              "match",
              "turn",
              "call",
              "reply",
              "toolCalls",
              "fail",
              "message",
              "delay"));

  private final JsonNode script;
  private final String source;

  ScriptReader(String yaml, String source) {
    this.source = source;
    try {
      this.script = YAML.readTree(yaml);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "model script %s: no YAML: %s".formatted(source, e.getOriginalMessage()), e);
    }
  }

  String name() {
    return script.path("name").asText("scripted");
  }

  List<ScriptRule> rules() {
    JsonNode list = script.path("rules");
    if (!list.isArray() || list.isEmpty()) {
      throw wrong("rules", list.toString(), "a list with at least one rule");
    }
    List<ScriptRule> rules = new ArrayList<>();
    list.forEach(rule -> rules.add(rule(rule)));
    return rules;
  }

  private ScriptRule rule(JsonNode rule) {
    rule.fieldNames()
        .forEachRemaining(key -> {
          if (!KEYS.contains(key)) {
            throw wrong("rules", key, "keys " + KEYS);
          }
        });
    return new ScriptRule(
        text(rule, "purpose"),
        text(rule, "match").map(this::pattern),
        number(rule, "turn"),
        number(rule, "call"),
        answer(rule));
  }

  private ScriptRule.Answer answer(JsonNode rule) {
    return new ScriptRule.Answer(
        text(rule, "reply").orElse(""),
        toolCalls(rule.path("toolCalls")),
        text(rule, "fail").map(this::failureClass),
        text(rule, "message").orElse("scripted failure"),
        Duration.ofMillis(number(rule, "delay").orElse(0)));
  }

  private List<ToolCall> toolCalls(JsonNode list) {
    List<ToolCall> calls = new ArrayList<>();
    for (JsonNode call : list) {
      if (!call.path("tool").isTextual()
          || !(call.path("arguments") instanceof ObjectNode arguments)) {
        throw wrong("toolCalls", call.toString(), "tool and arguments");
      }
      calls.add(
          new ToolCall(
              "script-" + (calls.size() + 1),
              call.path("tool").textValue(),
              Json.canonical(arguments)));
    }
    return calls;
  }

  private Pattern pattern(String regex) {
    try {
      return Pattern.compile(regex, Pattern.DOTALL);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "model script %s: match: %s (expected: a regular expression)".formatted(source, regex),
          e);
    }
  }

  private FailureClass failureClass(String name) {
    for (FailureClass one : FailureClass.values()) {
      if (one.name().equals(name)) {
        return one;
      }
    }
    throw wrong("fail", name, List.of(FailureClass.values()).toString());
  }

  private static Optional<String> text(JsonNode rule, String key) {
    return rule.hasNonNull(key) ? Optional.of(rule.get(key).asText()) : Optional.empty();
  }

  private Optional<Integer> number(JsonNode rule, String key) {
    if (!rule.hasNonNull(key)) {
      return Optional.empty();
    }
    if (!rule.get(key).canConvertToInt() || rule.get(key).intValue() < 0) {
      throw wrong(key, rule.get(key).toString(), "a whole number");
    }
    return Optional.of(rule.get(key).intValue());
  }

  private IllegalArgumentException wrong(String key, String value, String expected) {
    return new IllegalArgumentException(
        "model script %s: %s: %s (expected: %s)".formatted(source, key, value, expected));
  }
}
