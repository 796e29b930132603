package dev.baton.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * What a provider says about a reply in its own words: of a whole one, or of one event of a stream.
 * The words are there also where the rest cannot be used, and such a reply is paid as well.
 *
 * @param input tokens sent, cached ones included
 * @param output tokens received
 * @param cached the part of the input that came from a cache
 * @param written the part of the input that was put into a cache, where that has its own price
 * @param refused whether it says that the model refused
 * @param ended whether it says that the reply is whole
 */
record RawReply(
    long input, long output, long cached, long written, boolean refused, boolean ended) {

  /** Of which nothing is known. */
  static final RawReply NONE = new RawReply(0, 0, 0, 0, false, false);

  /** The last event of a response of OpenAI's. */
  private static final Set<String> OPENAI_ENDS =
      Set.of("response.completed", "response.incomplete");

  /** Reasons of Gemini's to stop that mean that something was held back. */
  private static final Set<String> GEMINI_REFUSALS =
      Set.of("SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII");

  /** From a chat completion, or a chunk of one. */
  static RawReply ofOpenAi(ObjectNode body) {
    JsonNode usage = body.path("usage");
    return new RawReply(
        count(usage, "prompt_tokens"),
        count(usage, "completion_tokens"),
        count(usage.path("prompt_tokens_details"), "cached_tokens"),
        count(usage.path("prompt_tokens_details"), "cache_write_tokens"),
        body.at("/choices/0/message/refusal").isTextual()
            || body.at("/choices/0/delta/refusal").isTextual(),
        body.at("/choices/0/finish_reason").isTextual());
  }

  /** From a response of OpenAI's, or an event of one. */
  static RawReply ofOpenAiResponses(ObjectNode body) {
    JsonNode response = body.has("response") ? body.path("response") : body;
    JsonNode usage = response.path("usage");
    JsonNode details = usage.path("input_tokens_details");
    return new RawReply(
        count(usage, "input_tokens"),
        count(usage, "output_tokens"),
        count(details, "cached_tokens"),
        count(details, "cache_write_tokens"),
        response.at("/incomplete_details/reason").asText().equals("content_filter")
            || response.findValuesAsText("type").contains("refusal"),
        OPENAI_ENDS.contains(body.path("type").asText()));
  }

  /**
   * From a message, or an event of one; Anthropic counts what it read from or wrote into the cache
   * apart.
   */
  static RawReply ofAnthropic(ObjectNode body) {
    JsonNode message = body.has("message") ? body.path("message") : body;
    JsonNode usage = message.path("usage");
    long cached = count(usage, "cache_read_input_tokens");
    long written = count(usage, "cache_creation_input_tokens");
    long input = count(usage, "input_tokens") + cached + written;
    String stop = message.path("stop_reason").asText(body.at("/delta/stop_reason").asText());
    return new RawReply(
        input,
        count(usage, "output_tokens"),
        cached,
        written,
        stop.equals("refusal"),
        body.path("type").asText().equals("message_stop"));
  }

  /** From a response, or a part of a streamed one; Gemini counts the model's thoughts apart. */
  static RawReply ofGemini(ObjectNode body) {
    JsonNode usage = body.path("usageMetadata");
    String stop = body.at("/candidates/0/finishReason").asText();
    boolean blocked = body.at("/promptFeedback/blockReason").isTextual();
    return new RawReply(
        count(usage, "promptTokenCount"),
        count(usage, "candidatesTokenCount") + count(usage, "thoughtsTokenCount"),
        count(usage, "cachedContentTokenCount"),
        0,
        blocked || GEMINI_REFUSALS.contains(stop),
        blocked || !stop.isEmpty());
  }

  /** Two events of one reply together: counts only grow, and what was said once is said. */
  RawReply and(RawReply other) {
    return new RawReply(
        Math.max(input, other.input),
        Math.max(output, other.output),
        Math.max(cached, other.cached),
        Math.max(written, other.written),
        refused || other.refused,
        ended || other.ended);
  }

  private static long count(JsonNode parent, String key) {
    return Math.max(0, parent.path(key).asLong());
  }
}
