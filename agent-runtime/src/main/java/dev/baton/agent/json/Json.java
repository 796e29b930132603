package dev.baton.agent.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and writes JSON; the same content always gives the same text and digest. Thread-safe. */
public final class Json {

  private static final ObjectMapper MAPPER =
      // Executions run on virtual threads, which are too short-lived for buffers of their own.
      JsonMapper.builder(
              JsonFactory.builder()
                  .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
                  .build())
          .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .build();

  private static final Pattern FENCED =
      Pattern.compile(
          "\\s*```(?:json|JSON)?[ \\t]*\\R(?<inside>(?:(?!```)[\\s\\S])*)\\R[ \\t]*```\\s*");

  private Json() {}

  /** A new empty object. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /**
   * Reads a text that must be a JSON object.
   *
   * @param text the text
   * @return the object; empty if the text is anything else
   */
  public static Optional<ObjectNode> readObject(String text) {
    try {
      return MAPPER.readTree(text) instanceof ObjectNode object
          ? Optional.of(object)
          : Optional.empty();
    } catch (JsonProcessingException _) {
      return Optional.empty();
    }
  }

  /**
   * The text without the code fence that models like to put around JSON; a text that says anything
   * before or after the fence stays as it is.
   */
  public static String unfenced(String text) {
    Matcher fenced = FENCED.matcher(text);
    return fenced.matches() ? fenced.group("inside") : text;
  }

  /**
   * Why a text is no JSON; a key that stands twice in one object counts as none, because readers
   * differ in which they take.
   *
   * @return the reason in one line; empty if the text is JSON
   */
  public static Optional<String> complaint(String text) {
    try {
      return MAPPER.readTree(text).isMissingNode() ? Optional.of("no content") : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.of(e.getOriginalMessage().lines().findFirst().orElse("no JSON"));
    }
  }

  /** The canonical text of a tree: keys sorted, no white space. */
  public static String canonical(JsonNode tree) {
    try {
      return MAPPER.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("JSON tree cannot be written", e);
    }
  }

  /** SHA-256 of the UTF-8 text, lower-case hexadecimal. */
  public static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(
          "SHA-256 is missing (expected: every Java runtime has it)", e);
    }
  }
}
