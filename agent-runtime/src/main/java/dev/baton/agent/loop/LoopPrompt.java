package dev.baton.agent.loop;

import java.util.Optional;
import java.util.function.Function;

/**
 * What a loop is started with.
 *
 * @param purpose a short stable name of what is asked
 * @param system the role's own instructions: trusted
 * @param user what is asked
 * @param outputSchema JSON Schema of the last text, where it must be JSON
 * @param streams whether the text is for the user, to be shown while it is being written
 * @param check says what is wrong with a text that fits its schema, in words for the model; nothing
 *     where it is right
 */
public record LoopPrompt(
    String purpose,
    String system,
    String user,
    Optional<String> outputSchema,
    boolean streams,
    Function<String, Optional<String>> check) {

  /** A prompt whose answer is only held to its schema. */
  public LoopPrompt(
      String purpose, String system, String user, Optional<String> outputSchema, boolean streams) {
    this(purpose, system, user, outputSchema, streams, _ -> Optional.empty());
  }

  /** The same, whose answer is held to a check of its meaning as well. */
  public LoopPrompt checked(Function<String, Optional<String>> meaning) {
    return new LoopPrompt(purpose, system, user, outputSchema, streams, meaning);
  }

  /** A prompt whose answer is not shown before it is whole. */
  public LoopPrompt(String purpose, String system, String user, Optional<String> outputSchema) {
    this(purpose, system, user, outputSchema, false);
  }
}
