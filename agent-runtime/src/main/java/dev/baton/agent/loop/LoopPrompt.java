package dev.baton.agent.loop;

import java.util.Optional;

/**
 * What a loop is started with.
 *
 * @param purpose a short stable name of what is asked
 * @param system the role's own instructions: trusted
 * @param user what is asked
 * @param outputSchema JSON Schema of the last text, where it must be JSON
 * @param streams whether the text is for the user, to be shown while it is being written
 * @param check what else the last text must satisfy
 */
public record LoopPrompt(
    String purpose,
    String system,
    String user,
    Optional<String> outputSchema,
    boolean streams,
    OutputCheck check) {

  /** A prompt whose answer need not satisfy more than its schema. */
  public LoopPrompt(
      String purpose, String system, String user, Optional<String> outputSchema, boolean streams) {
    this(purpose, system, user, outputSchema, streams, OutputCheck.NONE);
  }

  /** A prompt whose answer is not shown before it is whole. */
  public LoopPrompt(String purpose, String system, String user, Optional<String> outputSchema) {
    this(purpose, system, user, outputSchema, false);
  }

  /** The same with a check of what no schema can say. */
  public LoopPrompt checkedBy(OutputCheck semantic) {
    return new LoopPrompt(purpose, system, user, outputSchema, streams, semantic);
  }
}
