package dev.baton.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a provider says about a reply in its own words. They are there also where the rest cannot be
 * used, and such a reply is paid as well.
 *
 * @param input tokens sent, cached ones included
 * @param output tokens received
 * @param cached the part of the input that came from a cache
 * @param refused whether it says that the model refused
 */
record RawReply(long input, long output, long cached, boolean refused) {

  /** Of which nothing is known. */
  static final RawReply NONE = new RawReply(0, 0, 0, false);

  /** From a chat completion. */
  static RawReply ofOpenAi(ObjectNode body) {
    JsonNode usage = body.path("usage");
    return new RawReply(
        count(usage, "prompt_tokens"),
        count(usage, "completion_tokens"),
        count(usage.path("prompt_tokens_details"), "cached_tokens"),
        body.at("/choices/0/message/refusal").isTextual());
  }

  /** From a message; Anthropic counts what it read from or wrote into the cache apart. */
  static RawReply ofAnthropic(ObjectNode body) {
    JsonNode usage = body.path("usage");
    long cached = count(usage, "cache_read_input_tokens");
    long input =
        count(usage, "input_tokens") + cached + count(usage, "cache_creation_input_tokens");
    return new RawReply(
        input,
        count(usage, "output_tokens"),
        cached,
        body.path("stop_reason").asText().equals("refusal"));
  }

  private static long count(JsonNode parent, String key) {
    return Math.max(0, parent.path(key).asLong());
  }
}
