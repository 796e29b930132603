package dev.baton.agent.loop;

import java.util.Optional;

/**
 * What a loop is started with.
 *
 * @param purpose a short stable name of what is asked
 * @param system the role's own instructions: trusted
 * @param user what is asked
 * @param outputSchema JSON Schema of the last text, where it must be JSON
 */
public record LoopPrompt(
    String purpose, String system, String user, Optional<String> outputSchema) {}
