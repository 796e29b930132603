package dev.baton.agent.card;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.baton.schemas.AgentCard;
import dev.baton.serde.ContractClasses;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads agent cards from YAML. Stateless and thread-safe.
 *
 * <p>Keys: {@code role}, {@code version}, {@code description}, {@code skills} (list of {@code name}
 * and {@code description}), {@code examples}, {@code tier}, {@code cheaperTier}, {@code prompt},
 * {@code tools}, {@code permissions}, {@code limits} ({@code maxSteps}, {@code maxTokens}, {@code
 * timeout} such as {@code 90s} or {@code 10m}), {@code outputSchema} (JSON Schema as YAML or text),
 * {@code handoffTo}, {@code requiresLiveWorker}. Role, version, description and one skill are
 * required.
 */
public final class AgentCards {

  static {
    ContractClasses.trust();
  }

  /** The most bytes that a card may have. */
  public static final int MAX_BYTES = 256 * 1024;

  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

  private AgentCards() {}

  /**
   * The card of a role that lies on the class path as {@code agents/ROLE.yaml}.
   *
   * @param role the role
   * @throws AgentCardException if there is none, it is wrong, or it describes another role
   */
  public static AgentCard fromClassPath(String role) {
    String resource = "agents/" + role + ".yaml";
    try (InputStream in = loader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new AgentCardException(
            "agent card: %s is not on the class path (expected: the card of role %s)"
                .formatted(resource, role));
      }
      return ofRole(
          role,
          parse(new String(in.readNBytes(MAX_BYTES + 1), StandardCharsets.UTF_8), resource),
          resource);
    } catch (IOException e) {
      throw new AgentCardException("agent card: %s cannot be read".formatted(resource), e);
    }
  }

  /**
   * The card in a file.
   *
   * @param file where it lies
   * @throws AgentCardException if it cannot be read or is wrong
   */
  public static AgentCard fromFile(Path file) {
    try {
      return parse(Files.readString(file, StandardCharsets.UTF_8), file.toString());
    } catch (IOException e) {
      throw new AgentCardException(
          "agent card: %s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  /**
   * Reads a card.
   *
   * @param yaml its text
   * @param source where it comes from, for messages
   * @throws AgentCardException if a key is unknown, missing or has a bad value
   */
  public static AgentCard parse(String yaml, String source) {
    if (yaml.length() > MAX_BYTES) {
      throw new AgentCardException(
          "agent card %s: %d characters (expected: at most %d)"
              .formatted(source, yaml.length(), MAX_BYTES));
    }
    try {
      JsonNode tree = YAML.readTree(yaml);
      if (tree instanceof ObjectNode object) {
        return new CardReader(object, source, YamlPlaces.of(yaml)).card();
      }
      throw new AgentCardException(
          "agent card %s: no keys (expected: role, version, description, skills, …)"
              .formatted(source));
    } catch (JsonProcessingException e) {
      throw new AgentCardException(
          "agent card %s: no YAML: %s"
              .formatted(source + place(e.getLocation()), firstLine(e.getOriginalMessage())),
          e);
    }
  }

  private static String place(@Nullable JsonLocation location) {
    return location == null ? "" : ":%d:%d".formatted(location.getLineNr(), location.getColumnNr());
  }

  private static String firstLine(@Nullable String message) {
    return message == null ? "" : message.lines().findFirst().orElse("");
  }

  private static AgentCard ofRole(String role, AgentCard card, String source) {
    if (!card.getRole().equals(role)) {
      throw new AgentCardException(
          "agent card %s: role: %s (expected: %s)".formatted(source, card.getRole(), role));
    }
    return card;
  }

  private static ClassLoader loader() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return context == null ? AgentCards.class.getClassLoader() : context;
  }
}
