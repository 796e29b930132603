package dev.baton.core.message;

/**
 * What one worker's go at an attempt has cost, by the journal.
 *
 * @param executionId names the go
 * @param usage what it has cost
 */
public record EarlierExecution(String executionId, Usage usage) {}
