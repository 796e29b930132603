package dev.baton.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.agent.json.Json;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * One call over HTTP, from the thread that makes it down to the HTTP client, which LangChain4j
 * stands between: brings the deadline down, and up what the provider says about its reply. Used by
 * one thread.
 */
final class Exchange {

  /** The call that the current thread makes. */
  static final ScopedValue<Exchange> CURRENT = ScopedValue.newInstance();

  /** How OpenAI and those who speak like it end a stream. */
  private static final String DONE = "[DONE]";

  private final Instant deadline;
  private final Function<ObjectNode, RawReply> reader;
  private RawReply said = RawReply.NONE;
  private State state = State.NOTHING_CAME;

  /** What came of the call so far. */
  enum State {
    /** No answer. */
    NOTHING_CAME,
    /** An answer that is no whole JSON object, or a stream whose end was not seen. */
    PART_CAME,
    /** A whole answer, whatever it says. */
    ALL_CAME
  }

  Exchange(Instant deadline, Function<ObjectNode, RawReply> reader) {
    this.deadline = deadline;
    this.reader = reader;
  }

  Instant deadline() {
    return deadline;
  }

  /**
   * The body of a successful response.
   *
   * @throws BrokenAnswerException if it tells of an error all the same
   */
  void received(String body) {
    Optional<ObjectNode> whole = Json.readObject(body);
    whole.ifPresent(tree -> {
      said = reader.apply(tree);
      refuseErrors("its provider failed: ", tree);
    });
    state = whole.isPresent() ? State.ALL_CAME : State.PART_CAME;
  }

  /**
   * One event of a stream.
   *
   * @throws BrokenAnswerException if it is no JSON object or tells of an error
   */
  void event(String data) {
    if (data.isBlank() || data.strip().equals(DONE)) {
      return;
    }
    ObjectNode tree =
        Json.readObject(data)
            .orElseThrow(() ->
                new BrokenAnswerException(
                    "an event of its provider's stream is no whole JSON object"));
    refuseErrors("its provider ended the stream: ", tree);
    said = said.and(reader.apply(tree));
    state = said.ended() ? State.ALL_CAME : State.PART_CAME;
  }

  private static void refuseErrors(String what, ObjectNode tree) {
    JsonNode own = tree.path("error");
    JsonNode error = own.isObject() ? own : tree.at("/response/error");
    // An event may be an error itself.
    if (error.isObject() || tree.path("type").asText().equals("error")) {
      JsonNode said = error.isObject() ? error : tree;
      throw new BrokenAnswerException(what + said.path("message").asText("no reason given"));
    }
  }

  State state() {
    return state;
  }

  /** What the provider said about its reply. */
  RawReply said() {
    return said;
  }
}
