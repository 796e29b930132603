package dev.baton.core.message;

/**
 * One thing that a role can do.
 *
 * @param name what a step asks for
 * @param description what it does, in one sentence
 */
public record Skill(String name, String description) {}
