package dev.baton.core.run;

/**
 * Which blackboard entry a task was given.
 *
 * @param key the blackboard key
 * @param version the entry's version
 * @param tokens estimated size of the part that was given
 * @param parts contributions given
 * @param leftOut contributions left out because the slice would have been too large
 */
public record SliceRef(String key, int version, long tokens, int parts, int leftOut) {}
